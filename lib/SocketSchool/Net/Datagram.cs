using System.Net;
using System.Text;

namespace SocketSchool;

/// <summary>One UDP datagram as a server got it (RFC 768): a message with an edge, from somebody, not part of any stream.</summary>
public sealed class Datagram
{
    private readonly UdpServer _server;

    internal Datagram(UdpServer server, ReadOnlyMemory<byte> bytes, IPEndPoint from, bool truncated, TimeSpan at, DateTimeOffset time)
    {
        _server = server;
        Bytes = bytes;
        From = from;
        Truncated = truncated;
        At = at;
        Time = time;
    }

    /// <summary>What it carried; valid as long as you like.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Who sent it, as far as the sender's word goes: UDP does not check.</summary>
    public IPEndPoint From { get; }

    /// <summary>Whether it was longer than the server's buffer: the rest is gone for good.</summary>
    public bool Truncated { get; }

    /// <summary>When it came, since the server's start.</summary>
    public TimeSpan At { get; }

    /// <summary>When it came, in local time by <see cref="ServerOptions.TimeProvider"/>: when this program took it, not when it was sent.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The bytes decoded as UTF-8; what is not UTF-8 becomes U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Sends one datagram back to where this one came from.</summary>
    /// <param name="bytes">At most 65,507 bytes over IPv4.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="System.Net.Sockets.SocketException">It is too large (<c>MessageSize</c>) or there is no way there.</exception>
    public ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        _server.SendAsync(bytes, From, cancellationToken);

    /// <summary>Sends the text back as one datagram of UTF-8.</summary>
    /// <param name="text">At most 65,507 bytes when encoded.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <inheritdoc cref="ReplyAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public ValueTask ReplyAsync(string text, CancellationToken cancellationToken = default) =>
        ReplyAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Sender, size and text on one line.</summary>
    public override string ToString() => $"{From}: {Say.Count(Bytes.Length, "byte")}{(Truncated ? ", truncated" : "")}: {Text}";
}
