using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// A server that runs in the background. All servers of the library have this one shape: <c>Start</c> returns them running,
/// <see cref="StopAsync"/> ends them, and a cell that shows one shows its card.
/// </summary>
[TypeFormatterSource(typeof(ViewFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public abstract partial class Server : IView, IAsyncDisposable
{
    private const int FaultsKept = 100;
    private readonly Lock _gate = new();
    private readonly Queue<Fault> _faults = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _startedAt;
    private long _faultCount;
    private readonly Lock _stopGate = new();
    private volatile bool _stopRequested;

    private protected Server(string name, string protocol, ServerOptions options)
    {
        Name = name;
        Protocol = protocol;
        Options = options;
        Log = new WireLog(Math.Max(1, options.LogCapacity), options.TimeProvider)
        {
            IsEnabled = options.LogCapacity > 0,
            HidesClientBytes = !options.LogClientBytes,
        };
        _startedAt = options.TimeProvider.GetTimestamp();
    }

    /// <summary>What the server is called on its card, for instance <c>echo</c>.</summary>
    public string Name { get; }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string Protocol { get; }

    /// <summary>The address and port the server is bound to.</summary>
    public IPEndPoint EndPoint { get; private protected set; } = new(IPAddress.None, 0);

    /// <summary>The port the server is bound to.</summary>
    public int Port => EndPoint.Port;

    /// <summary>The limits in force.</summary>
    public ServerOptions Options { get; }

    /// <summary>What both ends did.</summary>
    public WireLog Log { get; }

    /// <summary>Where the server is in its life.</summary>
    public ServerState State => _stopped.Task.IsCompleted ? ServerState.Stopped
        : IsStopping ? ServerState.Stopping
        : ServerState.Running;

    /// <summary>What went wrong, oldest first: the last 100 faults (<see cref="FaultCount"/> counts them all).</summary>
    public IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (_gate) return new FaultList([.. _faults]);
        }
    }

    /// <summary>How many faults there were in all.</summary>
    public long FaultCount => Interlocked.Read(ref _faultCount);

    /// <summary>The present clients (TCP) or those heard from (UDP): a snapshot.</summary>
    public abstract IReadOnlyList<ConnectionInfo> Connections { get; }

    /// <summary>How many clients there were in all.</summary>
    public abstract long TotalConnections { get; }

    /// <summary>Bytes from all clients so far.</summary>
    public abstract long BytesReceived { get; }

    /// <summary>Bytes to all clients so far.</summary>
    public abstract long BytesSent { get; }

    /// <summary>Completes when the server has stopped, whoever stopped it.</summary>
    public Task Completion => _stopped.Task;

    /// <summary>Time since the server started.</summary>
    public TimeSpan Uptime => Options.TimeProvider.GetElapsedTime(_startedAt);

    /// <summary>
    /// An address a client on this machine can connect to: <see cref="EndPoint"/>, with loopback in place of "any address".
    /// </summary>
    public IPEndPoint ReachableEndPoint =>
        EndPoint.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, Port)
        : EndPoint.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, Port)
        : EndPoint;

    internal CancellationToken StopToken => _stopping.Token;

    // Set before the listener is closed, and so before the token is cancelled: what the accept loop then runs into is no fault.
    internal bool IsStopping => _stopRequested;

    /// <summary>
    /// Stops the server: no new clients, the handlers' token is cancelled, and what has not returned within
    /// <see cref="ServerOptions.StopTimeout"/> loses its connection. Returns when the port is free and the handlers have returned, or
    /// after twice that time with a fault for each that has not. Stopping twice is one stop.
    /// </summary>
    /// <remarks>
    /// A handler that waits for this waits for itself, until the time is over. Call <see cref="RequestStop"/> there.
    /// </remarks>
    public Task StopAsync()
    {
        RequestStop();
        return Completion;
    }

    /// <summary>The same as <see cref="StopAsync"/> without waiting for the end: for a handler that ends its own server.</summary>
    public void RequestStop()
    {
        // Under a lock, so that whoever comes second does not return before the port is free either: the next line of a cell may want it.
        lock (_stopGate)
        {
            if (_stopRequested) return;
            _stopRequested = true;
            CloseListener();
        }

        // Not Cancel(): that would run, here and now, whatever lesson code has registered on the token, and throw what it throws.
        _ = FinishStopAsync(_stopping.CancelAsync());
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public string ToHtml() => new ServerCard(this).ToHtml();

    /// <inheritdoc/>
    public string ToText() => new ServerCard(this).ToText();

    /// <summary>The server on one line.</summary>
    public override string ToString() => $"{Name} server on {Protocol} {EndPoint}, {State.ToString().ToLowerInvariant()}";

    /// <summary>Closes the listening socket.</summary>
    private protected abstract void CloseListener();

    /// <summary>Completes when everything the server started has returned; takes connections away after the time limit.</summary>
    private protected abstract Task DrainAsync();

    private protected void Announce()
    {
        Log.Add(WireSide.Server, WireEventKind.Listen, null, text: $"{Protocol} {EndPoint}");
        Servers.Add(this);
    }

    internal void AddFault(IPEndPoint? client, Exception exception)
    {
        var limit = exception switch
        {
            LimitExceededException e => e.Limit,
            ConnectionTimeoutException e => e.Limit,
            _ => null,
        };
        var message = exception is PeerResetException or LimitExceededException or ConnectionTimeoutException
            ? exception.Message
            : $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        AddFault(client, limit, message, exception);
    }

    internal void AddFault(IPEndPoint? client, string? limit, string message, Exception? exception = null)
    {
        var fault = new Fault(Uptime.TotalMicroseconds, client, limit, message, exception);
        lock (_gate)
        {
            if (_faults.Count == FaultsKept) _faults.Dequeue();
            _faults.Enqueue(fault);
        }

        Interlocked.Increment(ref _faultCount);
        Log.Add(WireSide.Server, limit is null ? WireEventKind.Fault : WireEventKind.Limit, client, text: message);
    }

    /// <summary>
    /// Whether an exception is what a stop does to a handler that was waiting: its wait is cancelled or its connection taken away.
    /// Anything else that it throws on its way out is a mistake like any other, and a fault.
    /// </summary>
    private protected bool IsOfTheStop(Exception e) =>
        IsStopping && e is (OperationCanceledException or ObjectDisposedException or SocketException or IOException);

    private async Task FinishStopAsync(Task cancelling)
    {
        try
        {
            await DrainAsync();
            await cancelling.WaitAsync(Options.StopTimeout, Options.TimeProvider);
        }
        catch (TimeoutException)
        {
            AddFault(null, nameof(Options.StopTimeout),
                $"Code registered on the stop token did not return within {Say.Duration(Options.StopTimeout)} (StopTimeout).");
        }
        catch (Exception e)
        {
            AddFault(null, e is AggregateException { InnerException: { } inner } ? inner : e);
        }
        finally
        {
            Servers.Remove(this);
            Log.Add(WireSide.Server, WireEventKind.Stop, null);
            _stopped.TrySetResult();
        }
    }
}
