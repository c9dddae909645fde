using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// A bad network in one process: clients send to its <see cref="EndPoint"/>, it sends on to the real server, and the answers come back
/// the same way. Underway it loses, repeats and reorders datagrams as a seed decides, so that an experiment comes out the same every time.
/// </summary>
/// <remarks>
/// The server sees each client under an address of this network, another one for each client, as behind a NAT (RFC 3022). Two peers that
/// both speak first meet through <see cref="Introduce"/>. What a way does to the n-th datagram is fixed by the seed; whether a datagram
/// that is held back gets overtaken depends on whether another one comes within <see cref="LossyNetworkOptions.HoldTime"/>.
/// </remarks>
public sealed class LossyNetwork : IAsyncDisposable
{
    private const int ClientsKept = 256;
    private const int EventsKept = 1000;
    private readonly ConcurrentQueue<NetworkEvent> _events = [];
    private readonly Dictionary<IPEndPoint, Client> _clients = [];
    private readonly IPEndPoint _server;
    private readonly LossyNetworkOptions _options;
    private readonly long[] _counts = new long[4];

    private LossyNetwork(IPEndPoint server, LossyNetworkOptions options, int port)
    {
        _server = server;
        _options = options;
        var address = server.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Front = UdpServer.Start(
            async (datagram, stop) =>
            {
                await complete.Task.WaitAsync(stop);
                await ClientOf(datagram.From).ToServer.PassAsync(datagram.Bytes);
            },
            port, "lossy network", new ServerOptions { Address = address });
        _ = EndWithFrontAsync();
        complete.SetResult();
    }

    /// <summary>The side that clients send to: its card and its wire log can be shown, and <see cref="Servers.StopAllAsync"/> stops it.</summary>
    public UdpServer Front { get; }

    /// <summary>Where clients send to instead of the server.</summary>
    public IPEndPoint EndPoint => Front.EndPoint;

    /// <summary>How many datagrams came, in both directions.</summary>
    public long Total => _counts.Sum();

    /// <summary>How many of them were thrown away.</summary>
    public long Lost => Count(DatagramFate.Lost);

    /// <summary>How many were delivered twice.</summary>
    public long Duplicated => Count(DatagramFate.Twice);

    /// <summary>How many were held back.</summary>
    public long HeldBack => Count(DatagramFate.Late);

    /// <summary>The last 1,000 datagrams and what became of each, oldest first; a cell shows them with <c>Table.Of(network.Events)</c>.</summary>
    public IReadOnlyList<NetworkEvent> Events => [.. _events];

    /// <summary>Starts a network in front of a server.</summary>
    /// <param name="server">Where datagrams go in the end; on any machine, but the clients have to be on this one.</param>
    /// <param name="options">How badly it behaves; well when left out.</param>
    /// <param name="port">Its own port; 0 (the default) takes a free one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is not 0 to 1, they are more than 1 together, or the port is none.</exception>
    /// <exception cref="PortUnavailableException">Another program holds the port.</exception>
    public static LossyNetwork Start(IPEndPoint server, LossyNetworkOptions? options = null, int port = 0)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new LossyNetwork(server, (options ?? new LossyNetworkOptions()).Validated(), port);
    }

    /// <summary>
    /// Makes a client known before it has sent anything, for a server (or a peer) that speaks first.
    /// </summary>
    /// <param name="client">The client's address.</param>
    /// <returns>Where the server sends to; it reaches that client through this network.</returns>
    /// <exception cref="LimitExceededException">The network has 256 clients already.</exception>
    public IPEndPoint Introduce(IPEndPoint client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return ClientOf(client).EndPoint;
    }

    /// <summary>Stops it and returns when its ports are free.</summary>
    public async ValueTask DisposeAsync() => await Front.StopAsync();

    /// <summary>Where it is and what it has done.</summary>
    public override string ToString() =>
        $"lossy network on {EndPoint}: {Say.Count(Total, "datagram")}, {Say.Number(Lost)} lost, {Say.Number(Duplicated)} twice, " +
        $"{Say.Number(HeldBack)} held back";

    private long Count(DatagramFate fate) => Interlocked.Read(ref _counts[(int)fate]);

    private Client ClientOf(IPEndPoint address)
    {
        lock (_clients)
        {
            if (_clients.TryGetValue(address, out var known)) return known;
            ObjectDisposedException.ThrowIf(Front.IsStopping, this);
            if (_clients.Count == ClientsKept)
            {
                throw new LimitExceededException("clients", $"This network carries the traffic of {ClientsKept} clients and no more (clients).");
            }

            return _clients[address] = new Client(this, address, _clients.Count);
        }
    }

    private void Tell(IPEndPoint client, bool toServer, int number, DatagramFate fate, ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Increment(ref _counts[(int)fate]);
        var text = bytes.IsEmpty ? "(empty)" : ByteText.Quote(bytes.Span, 40);
        _events.Enqueue(new NetworkEvent(toServer ? "to server" : "to client", number, fate, text, client));
        if (_events.Count > EventsKept) _events.TryDequeue(out _);
        if (fate == DatagramFate.Passed) return;
        Front.Log.Add(WireSide.Server, WireEventKind.Note, client, text: $"{fate.ToString().ToLowerInvariant()}: {text}");
    }

    private async Task EndWithFrontAsync()
    {
        await Front.Completion;
        lock (_clients)
        {
            foreach (var client in _clients.Values) client.Dispose();
            _clients.Clear();
        }
    }

    /// <summary>One client's socket towards the server, and its two ways.</summary>
    private sealed class Client : IDisposable
    {
        private readonly LossyNetwork _network;
        private readonly IPEndPoint _address;
        private readonly Socket _socket;
        private readonly LossyWay _toClient;

        public Client(LossyNetwork network, IPEndPoint address, int number)
        {
            (_network, _address) = (network, address);
            _socket = new Socket(network._server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            _socket.Connect(network._server);
            EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
            ToServer = new LossyWay(
                network._options, number, true, SendToServerAsync, (n, fate, bytes) => network.Tell(address, true, n, fate, bytes));
            _toClient = new LossyWay(
                network._options, number, false, SendToClientAsync, (n, fate, bytes) => network.Tell(address, false, n, fate, bytes));
            _ = Task.Run(ReceiveLoopAsync);
        }

        public IPEndPoint EndPoint { get; }

        public LossyWay ToServer { get; }

        public void Dispose()
        {
            ToServer.Dispose();
            _toClient.Dispose();
            _socket.Dispose();
        }

        private async Task ReceiveLoopAsync()
        {
            var buffer = new byte[65535];
            while (true)
            {
                try
                {
                    var count = await _socket.ReceiveAsync(buffer, _network.Front.StopToken);
                    await _toClient.PassAsync(buffer.AsMemory(0, count).ToArray());
                }
                catch (SocketException) when (!_network.Front.IsStopping)
                {
                    // An earlier datagram met a closed port. A network does not mind.
                }
                catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
                {
                    return;
                }
                catch (Exception e)
                {
                    // A Decide of the lesson's that throws.
                    _network.Front.AddFault(_address, e);
                }
            }
        }

        private async Task SendToServerAsync(ReadOnlyMemory<byte> bytes)
        {
            try
            {
                await _socket.SendAsync(bytes, _network.Front.StopToken);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Nobody is there (any more): lost, as on any network.
            }
        }

        private async Task SendToClientAsync(ReadOnlyMemory<byte> bytes)
        {
            try
            {
                await _network.Front.SendAsync(bytes, _address, _network.Front.StopToken);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or ConnectionTimeoutException)
            {
                // The same in this direction.
            }
        }
    }
}
