using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// A TCP server in the background: you write what happens with one client, it does the rest (bind, listen, accept, many clients at
/// once, limits, faults, log, stop).
/// </summary>
public class TcpServer : Server
{
    private readonly Func<Connection, CancellationToken, Task>? _handler;
    private readonly ConcurrentDictionary<Connection, Task> _open = [];
    private readonly ConnectionOptions _connectionOptions;
    private readonly Socket _listener;
    private Task _accepting = Task.CompletedTask;
    private int _openCount;
    private long _total;
    private long _bytesReceived;
    private long _bytesSent;

    private TcpServer(Func<Connection, CancellationToken, Task> handler, string name, ServerOptions options, Socket listener)
        : this(name, options, listener) => _handler = handler;

    /// <summary>For a server of the library that overrides <see cref="ConverseAsync"/>.</summary>
    private protected TcpServer(string name, ServerOptions options, Socket listener)
        : base(name, "tcp", options)
    {
        _listener = listener;
        _connectionOptions = options.ForConnections();
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ConnectionInfo> Connections =>
        [.. _open.Keys.OrderByDescending(open => open.Age).Select(open =>
            new ConnectionInfo(open.RemoteEndPoint, open.Age, open.BytesReceived, open.BytesSent, open.PeerHasFinished))];

    /// <inheritdoc/>
    public override long TotalConnections => Interlocked.Read(ref _total);

    /// <inheritdoc/>
    public override long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <inheritdoc/>
    public override long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Starts a server and returns it running.</summary>
    /// <param name="handler">
    /// What to do with one client. It runs once per client, many at a time. When it returns, the connection is closed in good order;
    /// when it throws, that is a <see cref="Fault"/> and the server lives on. Its token is cancelled when the server stops.
    /// </param>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="name">What the card calls it.</param>
    /// <param name="options">Address and limits; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <exception cref="PortUnavailableException">Another program holds the port, or this user may not take it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535, or a limit makes no sense.</exception>
    public static TcpServer Start(
        Func<Connection, CancellationToken, Task> handler, int port = 0, string name = "tcp", ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Launch(port, options ?? new ServerOptions(), (checkedOptions, listener) => new TcpServer(handler, name, checkedOptions, listener));
    }

    /// <summary>What every <c>Start</c> does: checks the limits, takes the port, and has the new server accept.</summary>
    private protected static T Launch<T>(int port, ServerOptions options, Func<ServerOptions, Socket, T> create)
        where T : TcpServer
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        options = options.Validated();
        lock (Servers.StartGate)
        {
            Servers.StopOwn("tcp", options.Address, port);
            var server = create(options, Listen(new IPEndPoint(options.Address, port), options.Backlog));
            server.Announce();
            server._accepting = Task.Run(() => server.AcceptLoopAsync(server._listener, server.Begin));
            return server;
        }
    }

    /// <summary>The conversation with one client, from its first byte to its last.</summary>
    private protected virtual Task ConverseAsync(Connection client, CancellationToken stop) => _handler!(client, stop);

    internal void CountReceived(int bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    internal void CountSent(int bytes) => Interlocked.Add(ref _bytesSent, bytes);

    internal static Socket Listen(IPEndPoint endPoint, int backlog)
    {
        Socket? listener = null;
        try
        {
            // On Unix the runtime's Bind sets SO_REUSEADDR for TCP, so connections in TIME_WAIT do not keep the port from its next server.
            // Windows allows that without, and there the option would let two programs share a port: it stays off. On macOS it also lets
            // 127.0.0.1 be taken while another program has the port on "any address".
            listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endPoint.Address.Equals(IPAddress.IPv6Any)) listener.DualMode = true;
            listener.Bind(endPoint);
            listener.Listen(backlog);
            return listener;
        }
        catch (SocketException e)
        {
            listener?.Dispose();
            throw new PortUnavailableException("TCP", endPoint, e);
        }
    }

    private void Begin(Socket socket)
    {
        Connection connection;
        try
        {
            var remote = (IPEndPoint)socket.RemoteEndPoint!;
            connection = new Connection(socket, remote, WireSide.Server, Log, _connectionOptions) { Server = this };
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Interlocked.Increment(ref _total);
        connection.Record(WireEventKind.Accept);
        if (Interlocked.Increment(ref _openCount) > Options.MaxConnections)
        {
            Interlocked.Decrement(ref _openCount);
            AddFault(connection.RemoteEndPoint, nameof(Options.MaxConnections),
                $"{connection.RemoteEndPoint} was turned away: " +
                $"{Say.Count(Options.MaxConnections, "client")} may be connected at once (MaxConnections).");
            connection.Dispose();
            return;
        }

        // Registered before it runs, so that a handler that ends at once finds itself in the table.
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[connection] = ServeAsync(connection, start.Task);
        start.SetResult();
    }

    private async Task ServeAsync(Connection connection, Task registered)
    {
        await registered;
        try
        {
            await ConverseAsync(connection, StopToken);
        }
        catch (Exception e) when (IsOfTheStop(e))
        {
            // It was waiting when the server was stopped.
        }
        catch (Exception e)
        {
            AddFault(connection.RemoteEndPoint, e);
        }

        try
        {
            await CloseInGoodOrderAsync(connection);
        }
        catch (Exception e)
        {
            AddFault(connection.RemoteEndPoint, e);
        }
        finally
        {
            if (!connection.IsDisposed) await connection.LetSendReturnAsync();
            connection.Dispose();
            _open.TryRemove(connection, out _);
            Interlocked.Decrement(ref _openCount);
        }
    }

    /// <summary>
    /// Says that no more comes, then reads on until the client has closed as well. Closing with unread bytes would send a reset, and a
    /// reset can overtake the answer (RFC 9293, section 3.6; RFC 1122, section 4.2.2.13).
    /// </summary>
    private async Task CloseInGoodOrderAsync(Connection connection)
    {
        if (connection.IsDisposed || connection.WasReset || IsStopping) return;
        if (connection.SendWasGivenUp)
        {
            // With a FIN the client would take half an answer for the whole; and the system would hold the other half for a reader
            // that has stopped reading.
            connection.Abort();
            return;
        }

        connection.ShutdownSend();
        if (connection.PeerHasFinished) return;
        using var limit = new CancellationTokenSource(Options.LingerTimeout, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, StopToken);
        var scratch = new byte[4096];
        try
        {
            while (await connection.Socket.ReceiveAsync(scratch, SocketFlags.None, either.Token) > 0)
            {
                // Thrown away: the conversation is over.
            }
        }
        catch (OperationCanceledException)
        {
            if (IsStopping) return;
            connection.Record(
                WireEventKind.Limit, text: $"still open {Say.Duration(Options.LingerTimeout)} after the server's last word (LingerTimeout)");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client is gone, or the handler has closed the socket itself.
        }
    }

    private protected override void CloseListener() => _listener.Dispose();

    private protected override async Task DrainAsync()
    {
        await _accepting;
        await WaitForClientsAsync(Task.WhenAll(_open.Values), () => _open.Keys.Select(open => (open.RemoteEndPoint, (IDisposable)open)));
        _open.Clear();
    }
}
