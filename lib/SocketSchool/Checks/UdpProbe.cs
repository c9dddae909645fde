using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

/// <summary>The client that a check drives a learner's UDP server with.</summary>
internal sealed class UdpProbe : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly Socket _socket;
    private readonly CancellationToken _cancellationToken;

    public UdpProbe(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        _socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Connect(endPoint);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Where the learner's server sees this client.</summary>
    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>What a report says was sent: the last datagram, unless a step knows better.</summary>
    public string Sent { get; set; } = "";

    public async Task SendAsync(byte[] bytes)
    {
        Sent = bytes.Length == 0 ? "an empty datagram" : ByteText.Quote(bytes, 24);
        await _socket.SendAsync(bytes, _cancellationToken);
    }

    /// <summary>Expects one datagram and returns it.</summary>
    public async Task<byte[]> ReceiveAsync(string expected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        limit.CancelAfter(s_patience);
        var buffer = new byte[65535];
        try
        {
            return buffer[..await _socket.ReceiveAsync(buffer, limit.Token)];
        }
        catch (OperationCanceledException) when (!_cancellationToken.IsCancellationRequested)
        {
            throw new CheckFailure(expected, "no datagram", $"Nothing came for {Say.Duration(s_patience)}.");
        }
        catch (SocketException e)
        {
            throw new CheckFailure(expected, "no datagram", e.Message);
        }
    }

    public async Task ExpectAsync(byte[] expected)
    {
        var got = await ReceiveAsync(ByteText.Quote(expected));
        if (!got.AsSpan().SequenceEqual(expected)) throw new CheckFailure(ByteText.Quote(expected), ByteText.Quote(got));
    }

    public async Task<string> ExpectAsync(Func<string, bool> test, string description)
    {
        var got = await ReceiveAsync(description);
        var text = Encoding.UTF8.GetString(got);
        return test(text) ? text : throw new CheckFailure(description, ByteText.Quote(got));
    }

    public void Dispose() => _socket.Dispose();
}
