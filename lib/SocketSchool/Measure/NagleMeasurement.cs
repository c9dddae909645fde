using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>
/// Write, write, read: a request in two small sends whose answer has to be waited for. With Nagle's algorithm (RFC 896) at the client and
/// delayed acknowledgements (RFC 1122 section 4.2.3.2) at the server, each waits for the other. Beside it the two cures:
/// <c>NoDelay</c>, and both parts in one gathered send.
/// </summary>
/// <remarks>
/// Three connections, one for each way of sending, all made anew. First every exchange from the first one on, the three ways in turn;
/// then rounds that go through the ways in turn, each time after one exchange that is not timed. The time of an exchange runs from
/// before its first send to after its last receive.
/// </remarks>
public static class NagleMeasurement
{
    /// <summary>Measures on this thread and returns when all is done.</summary>
    /// <param name="options">Sizes, rounds; the defaults of <see cref="NagleOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for every finished way; for instance <c>Console.WriteLine</c>.</param>
    /// <param name="cancellationToken">Ends the measurement, also in the middle of a wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number in the options makes no sense.</exception>
    /// <exception cref="MeasurementException">The connection within this machine broke or stood still.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="NagleOptions.TimeLimit"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NagleReport Run(NagleOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new NagleOptions();
        options.Validate();
        return MeasurementGuard.Run(
            options.TimeLimit, "Ask for fewer rounds or exchanges.", token => Measure(options, progress, token), cancellationToken);
    }

    /// <summary>The same on a thread of its own, for a cell that awaits it.</summary>
    /// <inheritdoc cref="Run"/>
    public static Task<NagleReport> RunAsync(
        NagleOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default) =>
        MeasurementGuard.RunAsync(() => Run(options, progress, cancellationToken), cancellationToken);

    private static NagleReport Measure(NagleOptions options, Action<string>? progress, CancellationToken token)
    {
        WarmUp(options, token);
        using var waiting = new Way("two sends", noDelay: false, pair => pair.ExchangeInTwo(), options, token);
        using var prompt = new Way("two sends, NoDelay", noDelay: true, pair => pair.ExchangeInTwo(), options, token);
        using var gathered = new Way("one gathered send", noDelay: false, pair => pair.ExchangeGathered(), options, token);
        Way[] ways = [waiting, prompt, gathered];
        for (var i = 0; i < options.FirstExchanges; i++)
        {
            foreach (var way in ways) way.First[i] = Time(way, token) / 1e3;
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var way in ways)
            {
                token.ThrowIfCancellationRequested();
                // Not timed: it ends whatever the pause has begun.
                way.Exchange(way.Pair);
                Sample(way, way.Rounds[round], options, token);
            }
        }

        // The kernel's own word on how long it delays an acknowledgement, while the connection is still there to be asked.
        var timer = TcpInfo.Of(waiting.Pair.Server).AckTimeoutUs;
        NagleWay[] found = [.. ways.Select(way => new NagleWay(way.Name, way.NoDelay, way.First, way.Rounds))];
        foreach (var way in found) progress?.Invoke(NagleReport.Line(way));
        return new NagleReport(found[0], found[1], found[2], timer, MachineInfo.Describe());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sample(Way way, LatencyHistogram histogram, NagleOptions options, CancellationToken token)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < options.ExchangesPerRound; i++)
        {
            histogram.Record(Time(way, token));
            if (Stopwatch.GetElapsedTime(start) > options.TimePerRound) return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Time(Way way, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        way.Exchange(way.Pair);
        return (long)((Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency));
    }

    // On a connection of its own: those that are measured have to be new.
    private static void WarmUp(NagleOptions options, CancellationToken token)
    {
        using var pair = Pair(options, noDelay: true);
        using var closing = token.Register(pair.Dispose);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < options.WarmUpTime)
        {
            token.ThrowIfCancellationRequested();
            pair.ExchangeInTwo();
            pair.ExchangeGathered();
        }
    }

    private static MeasuredPair Pair(NagleOptions options, bool noDelay) =>
        new(options.Address, options.HeaderBytes, options.BodyBytes, options.AnswerBytes, noDelay, options.Patience);

    private sealed class Way : IDisposable
    {
        private readonly CancellationTokenRegistration _closing;

        public Way(string name, bool noDelay, Action<MeasuredPair> exchange, NagleOptions options, CancellationToken token)
        {
            (Name, NoDelay, Exchange) = (name, noDelay, exchange);
            First = new double[options.FirstExchanges];
            Rounds = [.. Enumerable.Range(0, options.Rounds).Select(_ => new LatencyHistogram())];
            Pair = NagleMeasurement.Pair(options, noDelay);
            _closing = token.Register(Pair.Dispose);
        }

        public string Name { get; }

        public bool NoDelay { get; }

        public Action<MeasuredPair> Exchange { get; }

        public MeasuredPair Pair { get; }

        public double[] First { get; }

        public LatencyHistogram[] Rounds { get; }

        public void Dispose()
        {
            _closing.Dispose();
            Pair.Dispose();
        }
    }
}
