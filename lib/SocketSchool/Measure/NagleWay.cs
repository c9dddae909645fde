namespace SocketSchool;

/// <summary>One way to send a request of two parts, and what its exchanges took.</summary>
/// <param name="Name">For instance <c>two sends</c>.</param>
/// <param name="NoDelay">Whether Nagle's algorithm was off (<c>TCP_NODELAY</c>).</param>
/// <param name="FirstUs">The first exchanges of a new connection, one by one, in microseconds.</param>
/// <param name="Rounds">The exchanges after that, a histogram for each round.</param>
public sealed record NagleWay(string Name, bool NoDelay, IReadOnlyList<double> FirstUs, IReadOnlyList<LatencyHistogram> Rounds)
{
    /// <summary>What counts as a wait: 10 ms, which no exchange within a machine needs for itself.</summary>
    public const double WaitUs = 10_000;

    /// <summary>All rounds together.</summary>
    public LatencyHistogram Histogram { get; } = Sum(Rounds);

    /// <summary>The median with its interval.</summary>
    public MedianInterval Median { get; } = MedianInterval.Of(Rounds);

    /// <summary>How many of the exchanges took <see cref="WaitUs"/> or more.</summary>
    public long Waited => Histogram.CountBetween(WaitUs * 1e3, double.MaxValue);

    /// <summary>Whether the median exchange waited.</summary>
    public bool Waits => Median.MedianUs >= WaitUs;

    private static LatencyHistogram Sum(IReadOnlyList<LatencyHistogram> rounds)
    {
        var sum = new LatencyHistogram();
        foreach (var round in rounds) sum.Add(round);
        return sum;
    }
}
