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
/// messages do not mix; two receives at once are a mistake and throw.
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

    internal Connection(Socket socket, WireSide side, WireLog? log, ConnectionOptions options)
    {
        Socket = socket;
        Side = side;
        Log = log;
        Options = options;
        // Kept now, because a closed socket has forgotten them when a fault wants to name the peer.
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        RemoteEndPoint = (IPEndPoint)socket.RemoteEndPoint!;
        socket.NoDelay = options.NoDelay;
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

    private IPEndPoint ClientEndPoint => Side == WireSide.Client ? LocalEndPoint : RemoteEndPoint;

    /// <summary>Connects to a server of this library.</summary>
    /// <param name="server">The server; its wire log then shows both ends.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <inheritdoc cref="ConnectAsync(IPEndPoint, ConnectionOptions, WireLog, CancellationToken)" path="/exception"/>
    public static Task<Connection> ConnectAsync(TcpServer server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ConnectAsync(server.ReachableEndPoint, cancellationToken: cancellationToken);
    }

    /// <summary>Resolves a host name and connects to the first of its addresses that answers, in the order the resolver gives.</summary>
    /// <param name="host">A name or an address, for instance <c>localhost</c>, <c>127.0.0.1</c> or <c>::1</c>.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="options">Limits; the defaults of <see cref="ConnectionOptions"/> when left out.</param>
    /// <param name="log">Where to record; the log of this process's own server at that address when left out, else none.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="SocketException">The name does not resolve (<see cref="SocketError.HostNotFound"/>), or the last address refused.</exception>
    /// <exception cref="ConnectionTimeoutException">An address did not answer within <see cref="ConnectionOptions.ConnectTimeout"/>.</exception>
    public static async Task<Connection> ConnectAsync(
        string host, int port, ConnectionOptions? options = null, WireLog? log = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), options, log, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or ConnectionTimeoutException)
            {
                last = e;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Connects to one address.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="options">Limits; the defaults of <see cref="ConnectionOptions"/> when left out.</param>
    /// <param name="log">Where to record; the log of this process's own server at that address when left out, else none.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="SocketException">Nobody listens there (<see cref="SocketError.ConnectionRefused"/>) or there is no way there.</exception>
    /// <exception cref="ConnectionTimeoutException">No answer within <see cref="ConnectionOptions.ConnectTimeout"/>.</exception>
    public static async Task<Connection> ConnectAsync(
        IPEndPoint endPoint, ConnectionOptions? options = null, WireLog? log = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        options ??= new ConnectionOptions();
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var deadline = new Deadline(options.TimeProvider);
        try
        {
            await socket.ConnectAsync(endPoint, deadline.Begin(options.ConnectTimeout, cancellationToken));
        }
        catch (OperationCanceledException e) when (deadline.Expired)
        {
            socket.Dispose();
            throw new ConnectionTimeoutException(
                nameof(options.ConnectTimeout), $"{endPoint} did not answer within {Say.Duration(options.ConnectTimeout)}.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        log ??= Servers.FindTcp(endPoint)?.Log;
        var connection = new Connection(socket, WireSide.Client, log, options);
        connection.Record(WireEventKind.Connect);
        return connection;
    }

    /// <summary>
    /// Says that this end sends no more (<c>shutdown(SHUT_WR)</c>, a FIN); receiving goes on. The other end's receive returns 0 once it
    /// has read everything. Saying it twice does nothing.
    /// </summary>
    public void ShutdownSend()
    {
        if (HasShutdownSend || IsDisposed) return;
        // Recorded before the call, as sends are: the other end may record its end of stream before this one returns.
        Record(WireEventKind.ShutdownSend);
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The connection is gone already; the next call that needs it says so.
            return;
        }

        HasShutdownSend = true;
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

    /// <summary>Closes the socket. What was sent is still delivered, unless something received was never read: then TCP resets.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Record(WireEventKind.Close);
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

    internal TimeSpan Age => Options.TimeProvider.GetElapsedTime(_openedAt);

    internal void Record(WireEventKind kind, ReadOnlySpan<byte> bytes = default, string text = "", long offset = -1) =>
        Log?.Add(Side, kind, ClientEndPoint, bytes, text, offset);

    // The deadlines are left alone: a call that this close interrupts still ends its own, and an idle one holds no timer.
    private void Release() => Socket.Dispose();

    private static bool IsReset(SocketException e) => e.SocketErrorCode is
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or
        SocketError.NetworkReset or SocketError.TimedOut or SocketError.HostUnreachable;

    private PeerResetException Reset(SocketException cause)
    {
        WasReset = true;
        Record(WireEventKind.Reset, text: cause.SocketErrorCode.ToString());
        return new PeerResetException(RemoteEndPoint, Age, cause);
    }
}
