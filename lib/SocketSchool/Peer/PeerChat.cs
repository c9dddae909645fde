using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SocketSchool;

/// <summary>
/// A chat without a server: each peer listens, and each may connect to the others. Over TCP two peers that connect to each other at the
/// same moment keep one of the two connections; over UDP messages are numbered, acknowledged and repeated, so that every line is heard
/// once and in order although the network loses, repeats and reorders.
/// </summary>
/// <remarks>
/// What is said goes to every peer that this one talks with, and is not handed on: for three to talk, each pair has to connect. A cell
/// does not block: what is heard is kept (<see cref="Heard"/>, <see cref="NextAsync"/>, <see cref="ListenAsync"/>).
/// </remarks>
[TypeFormatterSource(typeof(ViewFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class PeerChat : IView, IAsyncDisposable
{
    /// <summary>The line that leaves the chat: <c>[e]</c>.</summary>
    public const string LeaveText = "[e]";

    private readonly PeerTransport _transport;
    private readonly PeerInbox _inbox;

    private PeerChat(string name, PeerInbox inbox, PeerTransport transport)
    {
        (Name, _inbox, _transport) = (name, inbox, transport);
        _ = EndWithServerAsync();
    }

    /// <summary>This peer's name.</summary>
    public string Name { get; }

    /// <summary>This peer's id: of two peers, the one with the smaller id decides which connection stays.</summary>
    public uint Id => _transport.Id;

    /// <summary>The server inside, with its card, its faults and its log. <see cref="Servers.StopAllAsync"/> stops it, and so this peer.</summary>
    public Server Server => _transport.Server;

    /// <summary>Where this peer listens.</summary>
    public IPEndPoint EndPoint => Server.EndPoint;

    /// <summary>The port of it.</summary>
    public int Port => Server.Port;

    /// <summary>What this peer sent and received, on the connections that it opened as well.</summary>
    public WireLog Log => Server.Log;

    /// <summary>Those it talks with now: a snapshot.</summary>
    public IReadOnlyList<PeerInfo> Peers => _transport.Peers;

    /// <summary>Everything heard so far, oldest first; the last 10,000 messages: a snapshot.</summary>
    public IReadOnlyList<PeerMessage> Heard => _inbox.Snapshot;

    /// <summary>UDP: how many datagrams were sent again because no acknowledgement had come in time; 0 over TCP, which repeats unseen.</summary>
    public long Repeated => _transport.Repeated;

    /// <summary>UDP: how many datagrams came that had come before, and were dropped; 0 over TCP.</summary>
    public long Duplicates => _transport.Duplicates;

    /// <summary>Completes when this peer has stopped, whoever stopped it.</summary>
    public Task Completion => Server.Completion;

    /// <summary>Starts a peer that talks TCP.</summary>
    /// <param name="name">What the others call it: 1 to 32 letters without control characters.</param>
    /// <param name="port">Where it listens; 0 (the default) takes a free port. A server of this process on the same port is stopped first.</param>
    /// <param name="options">Address, patience and limits; the defaults of <see cref="PeerOptions"/> when left out.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535, or a limit makes no sense.</exception>
    /// <exception cref="PortUnavailableException">Another program holds the port, or this user may not take it.</exception>
    public static PeerChat Start(string name, int port = 0, PeerOptions? options = null)
    {
        var (good, checkedName, id, inbox) = Prepare(name, options);
        return new PeerChat(checkedName, inbox, new TcpPeers(id, checkedName, port, good, inbox));
    }

    /// <summary>Starts a peer that talks UDP.</summary>
    /// <inheritdoc cref="Start"/>
    public static PeerChat StartUdp(string name, int port = 0, PeerOptions? options = null)
    {
        var (good, checkedName, id, inbox) = Prepare(name, options);
        return new PeerChat(checkedName, inbox, new UdpPeers(id, checkedName, port, good, inbox));
    }

    /// <summary>Connects to another peer of this program.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <inheritdoc cref="ConnectAsync(IPEndPoint, CancellationToken)" path="/exception"/>
    /// <returns>Who is there.</returns>
    public Task<PeerInfo> ConnectAsync(PeerChat other, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ConnectAsync(other.Server.ReachableEndPoint, cancellationToken);
    }

    /// <summary>Connects to another peer by name or address; the first address that answers counts.</summary>
    /// <param name="host">For instance <c>localhost</c> or <c>192.0.2.7</c>.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <inheritdoc cref="ConnectAsync(IPEndPoint, CancellationToken)" path="/exception"/>
    /// <returns>Who is there.</returns>
    public async Task<PeerInfo> ConnectAsync(string host, int port, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        // A UDP peer has one socket, so only addresses of its own family are of use.
        var family = Server.Protocol == "udp" ? EndPoint.AddressFamily : AddressFamily.Unspecified;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, family, cancellationToken);
        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            }
            catch (Exception e) when (e is SocketException or TimeoutException)
            {
                last = e;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>
    /// Connects to another peer and returns when names are exchanged and this end may talk; the other end may need a moment longer. When the two talk already, or are just connecting in the
    /// other direction, there is one connection all the same.
    /// </summary>
    /// <param name="endPoint">Where the other one listens.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="SocketException">Nobody listens there (TCP), or there is no way there.</exception>
    /// <exception cref="ConnectionTimeoutException">Nobody answered in time.</exception>
    /// <exception cref="InvalidDataException">Who is there is no peer, or talks with too many others already.</exception>
    /// <exception cref="InvalidOperationException">It is this peer itself, or it is out of reach of a loopback address.</exception>
    /// <returns>Who is there.</returns>
    public Task<PeerInfo> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ObjectDisposedException.ThrowIf(Server.IsStopping, this);
        return endPoint.Equals(EndPoint)
            ? throw new InvalidOperationException($"{endPoint} is this peer itself. Connect to the address of another one.")
            : _transport.ConnectAsync(endPoint, cancellationToken);
    }

    /// <summary>
    /// Says one line to every peer. Over TCP the operating system has it when this returns. Over UDP it is on its way and will be repeated
    /// until it is acknowledged; this waits only while the window is full. Who turns out to be gone is heard of
    /// (<see cref="PeerMessageKind.Gone"/>).
    /// </summary>
    /// <param name="text">At most 1,000 bytes of UTF-8; control characters are sent as <c>?</c>. <c>[e]</c> leaves and stops.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>To how many peers it went.</returns>
    /// <exception cref="LimitExceededException">The text is too long.</exception>
    /// <exception cref="ObjectDisposedException">This peer has stopped.</exception>
    public async Task<int> SayAsync(string text, CancellationToken cancellationToken = default)
    {
        var line = PeerText.CheckedText(text);
        if (line == LeaveText)
        {
            // To leave twice is no mistake: a cell may be run again.
            var count = Peers.Count;
            await StopAsync();
            return count;
        }

        ObjectDisposedException.ThrowIf(Server.IsStopping, this);
        return await _transport.SayAsync(line, cancellationToken);
    }

    /// <summary>The next message that this method has not returned yet, whoever calls it.</summary>
    /// <param name="limit">How long to wait for it; 5 seconds by default.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="TimeoutException">None came in time.</exception>
    /// <exception cref="InvalidOperationException">This peer has stopped, and everything was returned already.</exception>
    public Task<PeerMessage> NextAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        _inbox.NextAsync(limit ?? TimeSpan.FromSeconds(5), cancellationToken);

    /// <summary>
    /// Everything heard, from the first message that is still kept, and what is still to come, until this peer stops. Each loop gets all of
    /// it.
    /// </summary>
    /// <param name="cancellationToken">Ends the loop with an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<PeerMessage> ListenAsync(CancellationToken cancellationToken = default) => _inbox.ReadAllAsync(cancellationToken);

    /// <summary>
    /// Says goodbye to every peer and stops; returns when the port is free. Over UDP it waits at most a second until what was said and the
    /// goodbye are acknowledged. (<see cref="Servers.StopAllAsync"/> stops a UDP peer without a goodbye.)
    /// </summary>
    public Task StopAsync() => _transport.StopAsync();

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync() => await StopAsync();

    /// <inheritdoc/>
    public string ToHtml() => new PeerCard(this).ToHtml();

    /// <inheritdoc/>
    public string ToText() => new PeerCard(this).ToText();

    /// <summary>Name, protocol and address on one line.</summary>
    public override string ToString() => $"{Name}, a peer on {Server.Protocol} {EndPoint}";

    private static (PeerOptions Options, string Name, uint Id, PeerInbox Inbox) Prepare(string name, PeerOptions? options)
    {
        var good = (options ?? new PeerOptions()).Validated();
        var id = good.Id ?? (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
        return (good, PeerText.CheckedName(name), id, new PeerInbox(good.TimeProvider));
    }

    private async Task EndWithServerAsync()
    {
        await Server.Completion;
        _inbox.Complete();
    }
}
