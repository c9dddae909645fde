using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// An echo server (RFC 862) whose file shows one way to serve many clients at once. This class is what the ways have in common: the
/// listener, the table of clients, limits, faults, log, stop.
/// </summary>
/// <remarks>The four of them: <see cref="EchoArchitectures.All"/>.</remarks>
public abstract partial class EchoArchitecture : Server
{
    private readonly ConcurrentDictionary<EchoClient, byte> _clients = [];
    private readonly TaskCompletionSource _lastLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _limits;
    private Task _running = Task.CompletedTask;
    private int _count;
    private long _total;
    private long _bytesReceived;
    private long _bytesSent;

    private protected EchoArchitecture(string name, ServerOptions options, Socket listener)
        : base(name, "tcp", options)
    {
        Listener = listener;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _limits = WatchLimits();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ConnectionInfo> Connections =>
        [.. _clients.Keys.OrderBy(client => client.AcceptedAt).Select(client => new ConnectionInfo(
            client.RemoteEndPoint, Age(client), client.BytesReceived, client.BytesSent, client.PeerHasFinished))];

    /// <inheritdoc/>
    public override long TotalConnections => Interlocked.Read(ref _total);

    /// <inheritdoc/>
    public override long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <inheritdoc/>
    public override long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>How many bytes one receive takes at most: 16 KiB.</summary>
    private protected const int BufferSize = 16 * 1024;

    private protected Socket Listener { get; }

    /// <summary>Starts a server in the common way: the port is taken here, the work goes on in the background.</summary>
    private protected static T Start<T>(int port, ServerOptions? options, Func<ServerOptions, Socket, T> create)
        where T : EchoArchitecture
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        options = (options ?? new ServerOptions()).Validated();
        lock (Servers.StartGate)
        {
            Servers.StopOwn("tcp", options.Address, port);
            var server = create(options, TcpServer.Listen(new IPEndPoint(options.Address, port), options.Backlog));
            server.Announce();
            server._running = server.RunAsync();
            return server;
        }
    }

    /// <summary>The architecture: accepts clients and serves them. Called once; completes when no more clients are accepted.</summary>
    private protected abstract Task RunAsync();

    /// <summary>Takes a client into the table.</summary>
    /// <returns><c>null</c> when the server is full (<see cref="ServerOptions.MaxConnections"/>) or the client gone: the socket is closed then.</returns>
    private protected EchoClient? Admit(Socket socket)
    {
        IPEndPoint remote;
        try
        {
            remote = Addresses.Plain((IPEndPoint)socket.RemoteEndPoint!);
            socket.NoDelay = Options.NoDelay;
        }
        catch (SocketException e)
        {
            // Gone already. The next client is not its fault.
            socket.Dispose();
            AddFault(null, e);
            return null;
        }

        Interlocked.Increment(ref _total);
        Log.Add(WireSide.Server, WireEventKind.Accept, remote);
        if (Interlocked.Increment(ref _count) > Options.MaxConnections)
        {
            AddFault(remote, nameof(Options.MaxConnections),
                $"{remote} was turned away: {Say.Count(Options.MaxConnections, "client")} may be connected at once (MaxConnections).");
            Log.Add(WireSide.Server, WireEventKind.Close, remote);
            socket.Dispose();
            CountDown();
            return null;
        }

        var client = new EchoClient(socket, remote, Options.TimeProvider.GetTimestamp());
        _clients[client] = 0;
        return client;
    }

    /// <summary>Notes what a receive brought; no bytes are the end of the client's stream.</summary>
    private protected void Received(EchoClient client, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            client.PeerHasFinished = true;
            Log.Add(WireSide.Server, WireEventKind.EndOfStream, client.RemoteEndPoint);
            return;
        }

        Log.Add(WireSide.Server, WireEventKind.Receive, client.RemoteEndPoint, bytes, offset: client.BytesReceived);
        client.Received(bytes.Length);
        Interlocked.Add(ref _bytesReceived, bytes.Length);
    }

    /// <summary>Notes what is about to be sent. Before the call, because the client may have it before the call returns.</summary>
    private protected void Sending(EchoClient client, ReadOnlySpan<byte> bytes)
    {
        client.Sending(Options.TimeProvider.GetTimestamp());
        Log.Add(WireSide.Server, WireEventKind.Send, client.RemoteEndPoint, bytes, offset: client.BytesSent);
    }

    /// <summary>Notes that the operating system has taken them.</summary>
    private protected void Sent(EchoClient client, int bytes)
    {
        client.Sent(bytes, Options.TimeProvider.GetTimestamp());
        Interlocked.Add(ref _bytesSent, bytes);
    }

    /// <summary>Closes a client's socket and forgets the client; what went wrong is a fault, unless it is of our own doing.</summary>
    private protected void Leave(EchoClient client, Exception? trouble = null)
    {
        if (!_clients.TryRemove(client, out _)) return;
        if (trouble is not null && !client.IsGivenUp && !IsOfTheStop(trouble)) AddFault(client.RemoteEndPoint, Meaning(client, trouble));
        Log.Add(WireSide.Server, WireEventKind.Close, client.RemoteEndPoint, text: client.IsGivenUp && client.IsSending ? "reset" : "");
        client.Socket.Dispose();
        CountDown();
    }

    /// <summary>
    /// A failed accept: a client that gave up in the queue, or no more file descriptors. The listener is fine, so the accept loop goes on,
    /// after a breath in case the cause lasts.
    /// </summary>
    private protected Task AcceptFailedAsync(Exception e)
    {
        if (IsStopping) return Task.CompletedTask;
        AddFault(null, e);
        return Task.Delay(TimeSpan.FromMilliseconds(50), Options.TimeProvider, StopToken)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private TimeSpan Age(EchoClient client) => Options.TimeProvider.GetElapsedTime(client.AcceptedAt);

    private Exception Meaning(EchoClient client, Exception trouble)
    {
        if (trouble is not SocketException cause || !Connection.IsGone(cause)) return trouble;
        Log.Add(WireSide.Server, WireEventKind.Reset, client.RemoteEndPoint, text: cause.SocketErrorCode.ToString());
        return new PeerResetException(client.RemoteEndPoint, Age(client), cause);
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _count) == 0 && IsStopping) _lastLeft.TrySetResult();
    }
}
