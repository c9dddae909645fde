using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// A UDP server in the background: you write what happens with one datagram. There is no listen and no accept; one socket serves
/// everybody, one datagram after the other.
/// </summary>
public sealed class UdpServer : Server
{
    private const int PeersKept = 1000;
    private readonly Func<Datagram, CancellationToken, Task> _handler;
    private readonly OrderedDictionary<IPEndPoint, Peer> _peers = [];
    private readonly Socket _socket;
    private Task _receiving = Task.CompletedTask;
    private long _bytesReceived;
    private long _bytesSent;
    private long _total;

    private UdpServer(Func<Datagram, CancellationToken, Task> handler, string name, ServerOptions options, Socket socket)
        : base(name, "udp", options)
    {
        _handler = handler;
        _socket = socket;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>
    /// Those heard from, the 1,000 newest (or <see cref="ServerOptions.MaxConnections"/> if fewer): a snapshot. UDP has no connections,
    /// only addresses that have sent something.
    /// </summary>
    public override IReadOnlyList<ConnectionInfo> Connections
    {
        get
        {
            lock (_peers)
            {
                return [.. _peers.Select(entry => new ConnectionInfo(
                    entry.Key, Uptime - entry.Value.FirstSeen, entry.Value.Received, entry.Value.Sent, false))];
            }
        }
    }

    /// <inheritdoc/>
    public override long TotalConnections => Interlocked.Read(ref _total);

    /// <inheritdoc/>
    public override long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <inheritdoc/>
    public override long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Starts a server and returns it running.</summary>
    /// <param name="handler">
    /// What to do with one datagram; the next one waits in the operating system's buffer until it returns. What it throws is a
    /// <see cref="Fault"/>. Its token is cancelled when the server stops.
    /// </param>
    /// <param name="port">
    /// The port; 0 (the default) takes a free one. A UDP server of this process on the same port is stopped first.
    /// </param>
    /// <param name="name">What the card calls it.</param>
    /// <param name="options">Address and limits; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <exception cref="PortUnavailableException">Another program holds the port, or this user may not take it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535, or a limit makes no sense.</exception>
    public static UdpServer Start(
        Func<Datagram, CancellationToken, Task> handler, int port = 0, string name = "udp", ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        options = (options ?? new ServerOptions()).Validated();
        lock (Servers.StartGate)
        {
            Servers.StopOwn("udp", options.Address, port);
            var server = new UdpServer(handler, name, options, Bind(new IPEndPoint(options.Address, port)));
            server.Announce();
            server._receiving = Task.Run(server.ReceiveLoopAsync);
            return server;
        }
    }

    internal async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IPEndPoint to, CancellationToken cancellationToken)
    {
        Log.Add(WireSide.Server, WireEventKind.Send, to, bytes.Span);
        var sent = await SendWithinLimitAsync(bytes, to, cancellationToken);
        Interlocked.Add(ref _bytesSent, sent);
        lock (_peers)
        {
            if (_peers.TryGetValue(to, out var peer)) peer.Sent += sent;
        }
    }

    private async ValueTask<int> SendWithinLimitAsync(ReadOnlyMemory<byte> bytes, IPEndPoint to, CancellationToken cancellationToken)
    {
        var sending = _socket.SendToAsync(bytes, SocketFlags.None, to, cancellationToken);
        // Nearly always: a datagram waits only for room in the system's own buffer, never for the other end.
        if (sending.IsCompleted) return await sending;
        try
        {
            return await sending.AsTask().WaitAsync(Options.SendTimeout, Options.TimeProvider, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new ConnectionTimeoutException(
                nameof(Options.SendTimeout), $"A datagram to {to} could not leave for {Say.Duration(Options.SendTimeout)}.", e);
        }
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            if (endPoint.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new PortUnavailableException("UDP", endPoint, e);
        }
    }

    private async Task ReceiveLoopAsync()
    {
        var buffer = new byte[Options.MaxDatagramBytes];
        var anybody = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!IsStopping)
        {
            try
            {
                // The call that also tells whether the datagram was cut: plain ReceiveFrom hides it on Linux and throws on Windows.
                var got = await _socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, anybody, StopToken);
                await HandleAsync(
                    buffer.AsMemory(0, got.ReceivedBytes).ToArray(),
                    Addresses.Plain((IPEndPoint)got.RemoteEndPoint),
                    got.SocketFlags.HasFlag(SocketFlags.Truncated));
            }
            catch (Exception) when (IsStopping)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Windows reports here that an earlier answer met a closed port. UDP promises nothing, so this is no fault.
            }
            catch (Exception e)
            {
                // After a breath in case the cause lasts.
                AddFault(null, e);
                await Task.Delay(TimeSpan.FromMilliseconds(50), Options.TimeProvider, StopToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HandleAsync(byte[] bytes, IPEndPoint from, bool truncated)
    {
        Interlocked.Add(ref _bytesReceived, bytes.Length);
        Remember(from, bytes.Length);
        Log.Add(WireSide.Server, WireEventKind.Receive, from, bytes, truncated ? "truncated" : "");
        try
        {
            await _handler(new Datagram(this, bytes, from, truncated, Uptime, Options.TimeProvider.GetLocalNow()), StopToken);
        }
        catch (Exception e) when (IsOfTheStop(e))
        {
            // It was waiting when the server was stopped.
        }
        catch (Exception e)
        {
            AddFault(from, e);
        }
    }

    private void Remember(IPEndPoint from, int count)
    {
        lock (_peers)
        {
            if (!_peers.TryGetValue(from, out var peer))
            {
                // Anybody can invent addresses, so the table is bounded.
                if (_peers.Count >= Math.Min(PeersKept, Options.MaxConnections)) _peers.RemoveAt(0);
                _peers[from] = peer = new Peer(Uptime);
                Interlocked.Increment(ref _total);
            }

            peer.Received += count;
        }
    }

    private protected override void CloseListener() => _socket.Dispose();

    private protected override async Task DrainAsync()
    {
        try
        {
            await _receiving.WaitAsync(Options.StopTimeout, Options.TimeProvider);
        }
        catch (TimeoutException)
        {
            AddFault(null, nameof(Options.StopTimeout),
                $"The code that serves a datagram did not return within {Say.Duration(Options.StopTimeout)} of the stop (StopTimeout).");
        }
    }

    private sealed class Peer(TimeSpan firstSeen)
    {
        public TimeSpan FirstSeen { get; } = firstSeen;

        public long Received { get; set; }

        public long Sent { get; set; }
    }
}
