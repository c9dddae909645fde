using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

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
        var largest = options.Sizes.Max();
        var message = Pattern(largest);
        var echo = new PageBuffer(largest);
        var histograms = options.Sizes.Select(_ => new LatencyHistogram()).ToArray();
        var points = new List<LatencyPoint>(histograms.Length);

        Verified(trip, message, echo, options.Sizes.Min());
        WarmUp(trip, message, echo, options.Sizes.Min(), options.WarmUpTime, int.MaxValue);
        for (var round = 0; round < options.Rounds; round++)
        {
            var samples = Share(options.Samples, options.Rounds, round);
            for (var i = 0; i < histograms.Length; i++)
            {
                token.ThrowIfCancellationRequested();
                var size = options.Sizes[i];
                if (round == 0) Verified(trip, message, echo, size);
                WarmUp(trip, message, echo, size, RoundWarmUp, options.WarmUp);
                var budget = options.TimePerSize == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : options.TimePerSize / options.Rounds;
                if (samples > 0) Sample(trip, message, echo, size, samples, budget, histograms[i]);
                Compare(message, echo, size);
                if (round < options.Rounds - 1) continue;
                points.Add(LatencyPoint.From(trip.Transport, size, histograms[i]));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sample(
        IRoundTrip trip, PageBuffer message, PageBuffer echo, int size, int samples, TimeSpan budget, LatencyHistogram histogram)
    {
        var nanosecondsPerTick = 1e9 / Stopwatch.Frequency;
        var until = Stopwatch.GetTimestamp() + Math.Min(budget.TotalSeconds, 1e6) * Stopwatch.Frequency;
        for (var i = 0; i < samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            trip.Exchange(message, echo, size);
            var end = Stopwatch.GetTimestamp();
            histogram.Record((long)((end - start) * nanosecondsPerTick));
            if (end > until) return;
        }
    }

    // The just-in-time compiler replaces busy code twice, each time after it has been quiet for 0.1 s.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WarmUp(IRoundTrip trip, PageBuffer message, PageBuffer echo, int size, TimeSpan time, int most)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < most && Stopwatch.GetElapsedTime(start) < time; i++) trip.Exchange(message, echo, size);
    }

    private static void Verified(IRoundTrip trip, PageBuffer message, PageBuffer echo, int size)
    {
        echo.Slice(0, size).Clear();
        trip.Exchange(message, echo, size);
        Compare(message, echo, size);
    }

    private static void Compare(PageBuffer message, PageBuffer echo, int size)
    {
        var same = message.Slice(0, size).CommonPrefixLength(echo.Slice(0, size));
        if (same == size) return;
        throw new MeasurementException(
            $"The server does not echo: byte {same + 1:N0} of {size:N0} came back as 0x{echo.Slice(same, 1)[0]:x2}, sent was 0x{message.Slice(same, 1)[0]:x2}. Connect to an echo server.");
    }

    // Without a period, so that a byte too many or too few shifts the rest into a difference.
    private static PageBuffer Pattern(int length)
    {
        var bytes = new PageBuffer(length);
        new Random(7).NextBytes(bytes.Slice(0, length));
        return bytes;
    }

    private static int Share(int samples, int rounds, int round) => samples / rounds + (round < samples % rounds ? 1 : 0);
}
