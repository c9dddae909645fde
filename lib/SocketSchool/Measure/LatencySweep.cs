using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// How long a message and its echo take over TCP, for one message size after another: blocking sockets, <c>TCP_NODELAY</c>, buffers
/// made beforehand, the monotonic clock, no log.
/// </summary>
/// <remarks>
/// Warm-up, then rounds that go through all sizes in turn, so that a disturbance meets all of them. A message is sent whole and
/// received whole before the next; the bytes that come back are compared while warming up and after the last sample of each round.
/// The time of a sample runs from before its send to after its last receive.
/// </remarks>
public static class LatencySweep
{
    // However long one exchange takes, a round's warm-up should not take longer than its samples.
    private static readonly TimeSpan RoundWarmUp = TimeSpan.FromMilliseconds(30);

    /// <summary>Measures on this thread and returns when all is done.</summary>
    /// <param name="options">Sizes, samples, where to; the defaults of <see cref="LatencySweepOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for every finished size, in the last round; for instance <c>Console.WriteLine</c>.</param>
    /// <param name="cancellationToken">Ends the measurement, also in the middle of a wait.</param>
    /// <exception cref="MeasurementException">Nobody answers at the address, or who answers does not echo.</exception>
    /// <exception cref="ArgumentException">No sizes, a size out of range, or no samples.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="LatencySweepOptions.TimeLimit"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LatencyReport Run(
        LatencySweepOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new LatencySweepOptions();
        options.Validate();
        using var server = options.EndPoint is null ? new BlockingEcho(options.Address) : null;
        var endPoint = options.EndPoint ?? server!.EndPoint;
        var points = Guard(options, token =>
        {
            using var trip = TcpRoundTrip.Connect(endPoint, options.Patience, token);
            return Measure(trip, options, progress, token);
        }, cancellationToken);
        var where = options.EndPoint is null ? "" : $"echo server {TcpRoundTrip.Name(endPoint)}; ";
        return new LatencyReport(options.Name, where + MachineInfo.Describe(), points);
    }

    /// <summary>The same on a thread of its own, for a cell that awaits it.</summary>
    /// <inheritdoc cref="Run"/>
    public static Task<LatencyReport> RunAsync(
        LatencySweepOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(
            () => Run(options, progress, cancellationToken), cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <summary>Runs the rounds over one transport. The token closes the transport, which ends a call that blocks.</summary>
    internal static IReadOnlyList<LatencyPoint> Measure(
        IRoundTrip trip, LatencySweepOptions options, Action<string>? progress, CancellationToken token)
    {
        using var closing = token.Register(trip.Dispose);
        var message = RoundTripCheck.Pattern(options.Sizes.Max());
        var echo = new PageBuffer(options.Sizes.Max());
        var scratch = new LatencyHistogram();
        var rounds = options.Sizes.Select(_ => new List<LatencyHistogram>()).ToArray();
        var points = new List<LatencyPoint>(rounds.Length);

        RoundTripCheck.Exchange(trip, message, echo, options.Sizes.Min());
        if (options.WarmUpTime > TimeSpan.Zero) RoundTripLoop.Run(trip, message, echo, options.Sizes.Min(), int.MaxValue, options.WarmUpTime, null);
        for (var round = 0; round < options.Rounds; round++)
        {
            var samples = Share(options.Samples, options.Rounds, round);
            for (var i = 0; i < rounds.Length; i++)
            {
                token.ThrowIfCancellationRequested();
                var size = options.Sizes[i];
                if (round == 0) RoundTripCheck.Exchange(trip, message, echo, size);
                RoundTripLoop.Run(trip, message, echo, size, options.WarmUp, RoundWarmUp, null);
                var budget = options.TimePerSize == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : options.TimePerSize / options.Rounds;
                scratch.Clear();
                if (samples > 0) Sample(trip, message, echo, size, samples, budget, scratch);
                rounds[i].Add(scratch.Trimmed());
                RoundTripCheck.Compare(message, echo, size);
                if (round < options.Rounds - 1) continue;
                points.Add(LatencyPoint.From(trip.Transport, size, rounds[i]));
                progress?.Invoke(LatencyReport.Line(points[^1]));
            }
        }

        return points;
    }

    /// <summary>Turns what a closed transport throws into what ended it: the caller's token or the time limit.</summary>
    internal static T Guard<T>(LatencySweepOptions options, Func<CancellationToken, T> measure, CancellationToken outer)
    {
        outer.ThrowIfCancellationRequested();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(outer);
        limit.CancelAfter(options.TimeLimit);
        try
        {
            return measure(limit.Token);
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException or SocketException or MeasurementException)
        {
            outer.ThrowIfCancellationRequested();
            throw new TimeoutException(
                $"The measurement took longer than {Say.Duration(options.TimeLimit)} (TimeLimit). Ask for fewer samples or smaller messages.", e);
        }
    }

    internal static void Sample(
        IRoundTrip trip, PageBuffer message, PageBuffer echo, int size, int samples, TimeSpan budget, LatencyHistogram histogram) =>
        RoundTripLoop.Run(trip, message, echo, size, samples, budget, histogram);

    private static int Share(int samples, int rounds, int round) => samples / rounds + (round < samples % rounds ? 1 : 0);
}
