using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// One end of a TCP connection, with the loops that a lesson would otherwise repeat: send everything, receive exactly, read a line.
/// Every call has a time limit and takes a token. The end of the stream is a value (0 or <c>null</c>); a reset is a
/// <see cref="PeerResetException"/>.
/// </summary>
/// <remarks>
/// One receive and one send may be under way at the same time (TCP is full duplex). Sends from several tasks queue up, so that
/// messages do not mix; two receives at once are a mistake and throw. A receive that is cancelled or runs into its time limit loses
/// nothing: what had come stays for the next one. A send that is cancelled or runs into its time limit has cut a message in two, and all
/// that is left to do is to close.
/// </remarks>
public sealed partial class Connection : IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _sendGate = new(1, 1);
    private readonly Deadline _receiveDeadline;
    private readonly Deadline _sendDeadline;
    private readonly long _openedAt;
    private int _receiving;
    private int _disposed;
    private long _bytesReceived;
    private long _bytesSent;

    internal Connection(Socket socket, IPEndPoint remoteEndPoint, WireSide side, WireLog? log, ConnectionOptions options)
    {
        Socket = socket;
        Side = side;
        Log = log;
        Options = options;
        // Kept now, because a closed socket has forgotten them when a fault wants to name the peer.
        LocalEndPoint = Addresses.Plain((IPEndPoint)socket.LocalEndPoint!);
        RemoteEndPoint = Addresses.Plain(remoteEndPoint);
        try
        {
            socket.NoDelay = options.NoDelay;
        }
        catch (SocketException)
        {
            // macOS refuses options on a connection that the other end has reset already; the first receive or send will say so.
        }

        _receiveDeadline = new Deadline(options.TimeProvider);
        _sendDeadline = new Deadline(options.TimeProvider);
        _openedAt = options.TimeProvider.GetTimestamp();
    }

    /// <summary>The socket underneath, for the calls that this class does not wrap.</summary>
    public Socket Socket { get; }

    /// <summary>This end's address and port.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The other end's address and port.</summary>
    public IPEndPoint RemoteEndPoint { get; }

    /// <summary>Number of bytes received so far.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>Number of bytes handed to the operating system so far.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Whether the other end has said that it sends no more: a receive has returned 0.</summary>
    public bool PeerHasFinished { get; private set; }

    /// <summary>Whether this end has said that it sends no more (<see cref="ShutdownSend"/>).</summary>
    public bool HasShutdownSend { get; private set; }

    /// <summary>The server this connection was accepted by; <c>null</c> at a client.</summary>
    public TcpServer? Server { get; internal init; }

    /// <summary>The limits in force.</summary>
    public ConnectionOptions Options { get; }

    /// <summary>Where this end records what it does; <c>null</c> when nowhere.</summary>
    public WireLog? Log { get; }

    internal WireSide Side { get; }

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    internal bool WasReset { get; private set; }

    // A message was cut off in the middle: a FIN after it would make the other end believe that it has everything.
    internal bool SendWasGivenUp { get; private set; }

    private IPEndPoint ClientEndPoint => Side == WireSide.Client ? LocalEndPoint : RemoteEndPoint;

    /// <summary>
    /// Says that this end sends no more (<c>shutdown(SHUT_WR)</c>, a FIN); receiving goes on. The other end's receive returns 0 once it
    /// has read everything. Saying it twice does nothing. A send that is still under way is cut off, so wait for it first.
    /// </summary>
    public void ShutdownSend()
    {
        if (HasShutdownSend || IsDisposed) return;
        HasShutdownSend = true;
        // Recorded before the call, like a send: the other end may record the end of the stream before this one returns.
        Record(WireEventKind.ShutdownSend);
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection is gone already, or lesson code closed the socket underneath; the next call that needs it says so.
        }
    }

    /// <summary>
    /// Ends the connection with a reset (RST) instead of a FIN: what is still under way is thrown away and the other end's next call
    /// fails. What a crashing program looks like from outside.
    /// </summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        try
        {
            Socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Then it is closed the ordinary way below.
        }

        Record(WireEventKind.Close, text: "reset");
        Release();
    }

    /// <summary>
    /// Closes the socket. What was sent is still delivered, unless something that came was never read: then Linux and Windows reset the
    /// connection (RFC 1122 section 4.2.2.13), and the other end may lose what it has not read by then.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Record(WireEventKind.Close);
        // Closing a socket under a waiting receive makes the runtime tear the connection down with a reset (on Linux, by connect to
        // AF_UNSPEC). So the receive ends first, and the other end sees the end of the stream, as promised.
        _receiveDeadline.Interrupt();
        Release();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Both ends, for instance <c>127.0.0.1:50000 -> 127.0.0.1:7007</c>.</summary>
    public override string ToString() => $"{LocalEndPoint} -> {RemoteEndPoint}";

    /// <summary>
    /// Waits, but not long, until no other task is inside a send. The bytes may be at the client already while the thread that sent them
    /// has yet to return from the system call; closing the socket under it makes the runtime reset the connection.
    /// </summary>
    internal async Task LetSendReturnAsync()
    {
        // The time of a thread that waits for its turn on a processor, so not the TimeProvider's.
        if (await _sendGate.WaitAsync(TimeSpan.FromMilliseconds(100))) _sendGate.Release();
    }

    internal TimeSpan Age => Options.TimeProvider.GetElapsedTime(_openedAt);

    internal void Record(WireEventKind kind, ReadOnlySpan<byte> bytes = default, string text = "", long offset = -1) =>
        Log?.Add(Side, kind, ClientEndPoint, bytes, text, offset);

    // The deadlines are not disposed: a call that this close interrupts still ends its own, and an idle one holds no timer.
    private void Release() => Socket.Dispose();

    internal static bool IsGone(SocketException e) => e.SocketErrorCode is
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NetworkReset or
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable;

    /// <summary>
    /// What a failed receive or send means. The order matters: a close at this end looks like a reset to the call it interrupts.
    /// </summary>
    private Exception Translate(Exception e, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            new OperationCanceledException(e.Message, e, cancellationToken),
        SocketException or ObjectDisposedException or OperationCanceledException when IsDisposed => new ObjectDisposedException(
            nameof(Connection), "This end of the connection was closed while the call was under way."),
        SocketException { SocketErrorCode: SocketError.Shutdown } when HasShutdownSend => SendingIsOver(e),
        SocketException cause when IsGone(cause) => Reset(cause),
        _ => e,
    };

    private PeerResetException Reset(SocketException cause)
    {
        WasReset = true;
        Record(WireEventKind.Reset, text: cause.SocketErrorCode.ToString());
        return new PeerResetException(RemoteEndPoint, Age, cause);
    }
}
