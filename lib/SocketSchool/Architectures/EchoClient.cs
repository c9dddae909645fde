using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>What an <see cref="EchoArchitecture"/> knows about one client. Small, because there may be thousands that say nothing.</summary>
internal sealed class EchoClient(Socket socket, IPEndPoint remoteEndPoint, long acceptedAt)
{
    private long _bytesReceived;
    private long _bytesSent;
    private long _waitsSince = acceptedAt;

    public Socket Socket { get; } = socket;

    public IPEndPoint RemoteEndPoint { get; } = remoteEndPoint;

    public long AcceptedAt { get; } = acceptedAt;

    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>Since when nothing has moved: a timestamp of the server's clock.</summary>
    public long WaitsSince => Volatile.Read(ref _waitsSince);

    /// <summary>Whether what it waits for is room to send; otherwise it waits for the client to say something.</summary>
    public bool IsSending { get; private set; }

    public bool PeerHasFinished { get; set; }

    /// <summary>Whether a limit has ended it: what its socket then throws is no news.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>What an architecture keeps for this client beside the socket.</summary>
    public object? State { get; set; }

    // One thread at a time serves a client, so there is nothing to lock; other threads only look.
    public void Received(int bytes) => Volatile.Write(ref _bytesReceived, _bytesReceived + bytes);

    public void Sending(long now)
    {
        Volatile.Write(ref _waitsSince, now);
        IsSending = true;
    }

    public void Sent(int bytes, long now)
    {
        Volatile.Write(ref _bytesSent, _bytesSent + bytes);
        Volatile.Write(ref _waitsSince, now);
        IsSending = false;
    }
}
