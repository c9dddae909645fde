using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SocketSchool;

/// <summary>
/// What arrives on a UDP port as a stream: <c>await foreach (var datagram in stream)</c>. A server in the background takes the datagrams
/// from the operating system and stamps them; your loop takes them from a queue when it has time.
/// </summary>
/// <remarks>
/// The queue is bounded, like the operating system's own. When it is full, the newest datagram is dropped, counted in
/// <see cref="Dropped"/>, and the first of each such row is a fault on the server's card. Two loops on one stream share the datagrams:
/// each goes to one of them. What the operating system dropped before it came here, this class cannot know.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of datagrams is what it is; System.IO.Stream is about bytes.")]
public sealed class DatagramStream : IAsyncEnumerable<Datagram>, IAsyncDisposable
{
    private readonly Channel<Datagram> _queue;
    private readonly int _capacity;
    private long _received;
    private long _dropped;
    private bool _overflowing;

    private DatagramStream(int port, int capacity, string name, ServerOptions? options)
    {
        _capacity = capacity;
        _queue = Channel.CreateBounded<Datagram>(new BoundedChannelOptions(capacity) { SingleWriter = true });
        // The port may be busy already: nothing is taken into the queue before this object is complete.
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server = UdpServer.Start(
            async (datagram, stop) =>
            {
                await complete.Task.WaitAsync(stop);
                Take(datagram);
            },
            port, name, options);
        _ = EndWithServerAsync();
        complete.SetResult();
    }

    /// <summary>The server behind it: its card and its wire log can be shown, and <see cref="Servers.StopAllAsync"/> stops it.</summary>
    public UdpServer Server { get; }

    /// <summary>The address and port it is bound to.</summary>
    public IPEndPoint EndPoint => Server.EndPoint;

    /// <summary>How many datagrams this program has taken from the operating system, with those it dropped.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>How many of them were dropped because the queue was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How many wait in the queue for your loop.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Binds a port and begins to receive.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A UDP server of this process on the same port is stopped first.</param>
    /// <param name="capacity">
    /// How many datagrams may wait for your loop; 1,000 by default. Each may have up to <see cref="ServerOptions.MaxDatagramBytes"/>.
    /// </param>
    /// <param name="name">What the card calls it.</param>
    /// <param name="options">Address, limits and the clock of the stamps; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1, or the port is not 0 to 65535.</exception>
    /// <exception cref="PortUnavailableException">Another program holds the port, or this user may not take it.</exception>
    public static DatagramStream Listen(int port = 0, int capacity = 1000, string name = "udp-stream", ServerOptions? options = null)
    {
        Limits.AtLeast(1, capacity);
        return new DatagramStream(port, capacity, name, options);
    }

    /// <summary>
    /// Everything until the server stops; what waits in the queue by then is still given out. A cancelled token ends the loop with an
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the loop, and not the server.</param>
    public IAsyncEnumerator<Datagram> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _queue.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Everything that comes within a time; then the loop ends quietly. The stream can be read again afterwards.</summary>
    /// <param name="limit">How long in all, from the first step of the loop, by the clock of the options.</param>
    /// <param name="cancellationToken">Ends the loop with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not above zero.</exception>
    public IAsyncEnumerable<Datagram> ReadFor(TimeSpan limit, CancellationToken cancellationToken = default)
    {
        Limits.Time(limit);
        return ReadForAsync(limit, cancellationToken);
    }

    /// <summary>Stops the server, which ends all loops.</summary>
    public async ValueTask DisposeAsync() => await Server.StopAsync();

    /// <summary>Where it listens and how much has come.</summary>
    public override string ToString() =>
        $"udp stream on {EndPoint}: {Say.Number(Received)} received, {Say.Number(Waiting)} waiting, {Say.Number(Dropped)} dropped";

    private async IAsyncEnumerable<Datagram> ReadForAsync(TimeSpan limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(limit, Server.Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        while (await MoreAsync(either.Token, cancellationToken))
        {
            while (!clock.IsCancellationRequested && _queue.Reader.TryRead(out var datagram)) yield return datagram;
        }
    }

    private async Task<bool> MoreAsync(CancellationToken either, CancellationToken outer)
    {
        try
        {
            return await _queue.Reader.WaitToReadAsync(either);
        }
        catch (OperationCanceledException) when (!outer.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Take(Datagram datagram)
    {
        Interlocked.Increment(ref _received);
        if (_queue.Writer.TryWrite(datagram))
        {
            _overflowing = false;
            return;
        }

        Interlocked.Increment(ref _dropped);
        if (_overflowing) return;
        _overflowing = true;
        Server.AddFault(
            datagram.From, "capacity",
            $"{Say.Count(_capacity, "datagram")} wait already and nobody reads, so this one and those after it are dropped (capacity).");
    }

    private async Task EndWithServerAsync()
    {
        await Server.Completion;
        _queue.Writer.TryComplete();
    }
}
