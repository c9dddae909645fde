using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// The other end is gone: it aborted the connection (a TCP reset, RFC 9293 section 3.5.2), nobody reads there any more (a broken pipe),
/// or the network gave the connection up.
/// </summary>
public sealed class PeerResetException : IOException
{
    internal PeerResetException(IPEndPoint peer, TimeSpan after, SocketException cause)
        : base(Describe(peer, after, cause.SocketErrorCode), cause)
    {
        Peer = peer;
        After = after;
    }

    /// <summary>Who did it.</summary>
    public IPEndPoint Peer { get; }

    /// <summary>When this end learned of it: the time since the connection was opened.</summary>
    public TimeSpan After { get; }

    private static string Describe(IPEndPoint peer, TimeSpan after, SocketError error)
    {
        var ms = after.TotalMilliseconds;
        return error switch
        {
            // EPIPE (POSIX send): no reset was seen here, only that nobody reads any more. The runtime's name for it, Shutdown, sounds
            // like a call of the program's own, so it is left out.
            SocketError.Shutdown =>
                FormattableString.Invariant($"{peer} is gone: sending failed (broken pipe) {ms:0.###} ms after the connection opened."),
            SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable => FormattableString.Invariant(
                $"{peer} could not be reached any more and the operating system gave up the connection {ms:0.###} ms after it opened ({error})."),
            _ => FormattableString.Invariant($"{peer} reset the connection {ms:0.###} ms after it opened ({error})."),
        };
    }
}
