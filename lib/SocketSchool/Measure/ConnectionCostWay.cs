namespace SocketSchool;

/// <summary>What the requests of one way took.</summary>
/// <param name="Ending">How its connections ended.</param>
/// <param name="Rounds">Whole requests, a histogram for each round: connect, exchange, close; only the exchange when the connection is reused.</param>
/// <param name="Connect">Of that, the connects; empty when the connection is reused.</param>
/// <param name="ClientTimeWait">How many more sockets in <c>TIME_WAIT</c> there were at the client's end afterwards; <c>null</c> where the system does not tell.</param>
/// <param name="ServerTimeWait">The same at the server's end.</param>
public sealed record ConnectionCostWay(
    ConnectionCostEnding Ending,
    IReadOnlyList<LatencyHistogram> Rounds,
    LatencyHistogram Connect,
    int? ClientTimeWait,
    int? ServerTimeWait)
{
    /// <summary>In words: <c>one, reused</c>, or who ends the new connection of each request, for instance <c>client closes</c>.</summary>
    public string Name => NameOf(Ending);

    /// <summary>All rounds together.</summary>
    public LatencyHistogram Histogram { get; } = Sum(Rounds);

    /// <summary>The median request with its interval.</summary>
    public MedianInterval Median { get; } = MedianInterval.Of(Rounds);

    /// <summary>How many requests a second one client makes, one after the other.</summary>
    public double PerSecond => Histogram.Total == 0 ? 0 : Histogram.Count / (Histogram.Total / 1e9);

    internal static string NameOf(ConnectionCostEnding ending) => ending switch
    {
        ConnectionCostEnding.Reused => "one, reused",
        ConnectionCostEnding.ClientFirst => "client closes",
        ConnectionCostEnding.ServerFirst => "server closes",
        _ => "client resets",
    };

    private static LatencyHistogram Sum(IReadOnlyList<LatencyHistogram> rounds)
    {
        var sum = new LatencyHistogram();
        foreach (var round in rounds) sum.Add(round);
        return sum;
    }
}
