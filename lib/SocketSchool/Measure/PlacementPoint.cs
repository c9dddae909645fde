namespace SocketSchool;

/// <summary>What an exchange took in one placement.</summary>
/// <param name="Kind">Where the two ends ran.</param>
/// <param name="Busy">Whether every processor had a spinning thread as well.</param>
/// <param name="Rounds">The exchanges, a histogram for each round.</param>
public sealed record PlacementPoint(PlacementKind Kind, bool Busy, IReadOnlyList<LatencyHistogram> Rounds)
{
    /// <summary>In words, for instance <c>two processors</c>.</summary>
    public string Name => NameOf(Kind);

    /// <summary>All rounds together.</summary>
    public LatencyHistogram Histogram { get; } = Sum(Rounds);

    /// <summary>The median with its interval.</summary>
    public MedianInterval Median { get; } = MedianInterval.Of(Rounds);

    internal static string NameOf(PlacementKind kind) => kind switch
    {
        PlacementKind.OneProcessor => "one processor",
        PlacementKind.TwoProcessors => "two processors",
        _ => "the system decides",
    };

    private static LatencyHistogram Sum(IReadOnlyList<LatencyHistogram> rounds)
    {
        var sum = new LatencyHistogram();
        foreach (var round in rounds) sum.Add(round);
        return sum;
    }
}
