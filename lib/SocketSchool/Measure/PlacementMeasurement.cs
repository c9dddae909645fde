using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>The measurement behind <see cref="Placement.Run"/>.</summary>
internal static class PlacementMeasurement
{
    /// <param name="options">Size, rounds; the defaults of <see cref="PlacementOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for every finished placement; for instance <c>Console.WriteLine</c>.</param>
    /// <param name="cancellationToken">Ends the measurement, also in the middle of a wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number in the options makes no sense.</exception>
    /// <exception cref="MeasurementException">The connection within this machine broke or stood still.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="PlacementOptions.TimeLimit"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PlacementReport Run(PlacementOptions options, Action<string>? progress, CancellationToken cancellationToken)
    {
        options.Validate();
        return MeasurementGuard.Run(options.TimeLimit, "Ask for fewer rounds.", token => OnOwnThread(() => Measure(options, token), progress), cancellationToken);
    }

    // The thread that is held to a processor ends with the measurement, so the caller's is never touched. Progress stays on the caller's.
    private static PlacementReport OnOwnThread(Func<PlacementReport> measure, Action<string>? progress)
    {
        var report = Task.Factory.StartNew(measure, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .GetAwaiter().GetResult();
        foreach (var point in report.Points) progress?.Invoke(PlacementReport.Line(point));
        return report;
    }

    private static PlacementReport Measure(PlacementOptions options, CancellationToken token)
    {
        var placement = Placement.Current;
        var load = PlacementLoad.Measure(token);
        List<Place> places = [];
        try
        {
            foreach (var kind in Kinds(placement)) places.Add(new Place(kind, placement.Processors, options, token));
            WarmUp(places[^1], options, token);
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var place in places) Sample(place, place.Idle[round], options, token);
                if (!options.Busy) continue;
                using var spinners = new PlacementSpinners(Spinning(placement));
                foreach (var place in places) Sample(place, place.Busy[round], options, token);
            }
        }
        finally
        {
            foreach (var place in places) place.Dispose();
        }

        var points = places.Select(place => new PlacementPoint(place.Kind, Busy: false, place.Idle)).ToList();
        if (options.Busy) points.AddRange(places.Select(place => new PlacementPoint(place.Kind, Busy: true, place.Busy)));
        return new PlacementReport(options.Size, points, WhyFewer(placement), load, MachineInfo.Describe(Where(placement, places.Count)));
    }

    // "Placed by the operating system" would be wrong below a table whose ends were held.
    private static string Where(Placement placement, int kinds) => kinds == 1
        ? placement.Description
        : $"{Say.Count(placement.Count, "processor")}{(placement.IsPinned ? $" of {Say.Number(placement.Machine)}" : "")}, both ends held to them as each row says";

    private static IEnumerable<PlacementKind> Kinds(Placement placement)
    {
        if (Placement.WhyNot == "" && placement.Processors.Count > 0)
        {
            yield return PlacementKind.OneProcessor;
            if (placement.Count > 1) yield return PlacementKind.TwoProcessors;
        }

        yield return PlacementKind.Free;
    }

    private static string WhyFewer(Placement placement) =>
        Placement.WhyNot != "" ? Placement.WhyNot
        : placement.Processors.Count == 0 ? "The system does not tell which processors this process may use."
        : placement.Count == 1 ? "This process may use one processor only, so there is no row for two."
        : "";

    // Where threads cannot be held, as many as there are processors spread over them all the same.
    private static IReadOnlyList<int> Spinning(Placement placement) =>
        placement.Processors.Count > 0 ? placement.Processors : [.. Enumerable.Range(0, placement.Count)];

    private static void WarmUp(Place place, PlacementOptions options, CancellationToken token)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < options.WarmUpTime)
        {
            token.ThrowIfCancellationRequested();
            place.Pair.Exchange();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sample(Place place, LatencyHistogram histogram, PlacementOptions options, CancellationToken token)
    {
        place.HoldClient();
        // The first few only bring the caches and the threads to their place.
        for (var i = 0; i < 5; i++) place.Pair.Exchange();
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < options.ExchangesPerRound; i++)
        {
            token.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            place.Pair.Exchange();
            var end = Stopwatch.GetTimestamp();
            histogram.Record((long)((end - start) * (1e9 / Stopwatch.Frequency)));
            if (i >= 4 && Stopwatch.GetElapsedTime(begin, end) > options.TimePerRound) return;
        }
    }

    private sealed class Place : IDisposable
    {
        private readonly IReadOnlyList<int> _client;
        private readonly CancellationTokenRegistration _closing;

        public Place(PlacementKind kind, IReadOnlyList<int> allowed, PlacementOptions options, CancellationToken token)
        {
            Kind = kind;
            _client = kind == PlacementKind.Free ? allowed : [allowed[0]];
            var server = kind switch
            {
                PlacementKind.OneProcessor => [allowed[0]],
                PlacementKind.TwoProcessors => [allowed[1]],
                _ => allowed,
            };
            Pair = new MeasuredPair(options.Address, options.Size, 0, options.Size, noDelay: true, options.Patience, () => Hold(server));
            _closing = token.Register(Pair.Dispose);
            Idle = [.. Enumerable.Range(0, options.Rounds).Select(_ => new LatencyHistogram())];
            Busy = [.. Enumerable.Range(0, options.Busy ? options.Rounds : 0).Select(_ => new LatencyHistogram())];
        }

        public PlacementKind Kind { get; }

        public MeasuredPair Pair { get; }

        public LatencyHistogram[] Idle { get; }

        public LatencyHistogram[] Busy { get; }

        public void HoldClient() => Hold(_client);

        public void Dispose()
        {
            _closing.Dispose();
            Pair.Dispose();
        }

        private static void Hold(IReadOnlyList<int> processors)
        {
            if (processors.Count > 0) PlacementAffinity.HoldThread(processors);
        }
    }
}
