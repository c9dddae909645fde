namespace SocketSchool;

/// <summary>What one message size took. Times in microseconds for a whole round trip; percentiles by nearest rank.</summary>
/// <param name="Transport">The way the message went, for instance <c>tcp</c>.</param>
/// <param name="SizeBytes">The message's size.</param>
/// <param name="Samples">How many round trips were timed.</param>
/// <param name="MinUs">The fastest.</param>
/// <param name="P50Us">The median: half took no longer.</param>
/// <param name="P90Us">90% took no longer.</param>
/// <param name="P99Us">99% took no longer.</param>
/// <param name="MaxUs">The slowest.</param>
/// <param name="MibPerSecond">Throughput in MiB/s: the bytes sent, counted once although they also came back, over the time that all the round trips took.</param>
public sealed record LatencyPoint(
    string Transport,
    int SizeBytes,
    long Samples,
    double MinUs,
    double P50Us,
    double P90Us,
    double P99Us,
    double MaxUs,
    double MibPerSecond)
{
    private const int EnoughForP999 = 1000;

    /// <summary>10% took no longer; <c>null</c> when the point was loaded from a file, which does not keep it.</summary>
    public double? P10Us { get; init; }

    /// <summary>99.9% took no longer; <c>null</c> with fewer than 1,000 samples, whose slowest would be all that it says.</summary>
    public double? P999Us { get; init; }

    /// <summary>
    /// The median with its interval: a bootstrap over the rounds, or the order statistics when there was one round only. <c>null</c> when
    /// the point was loaded from a file without it.
    /// </summary>
    public MedianInterval? Median { get; init; }

    /// <summary>All the samples, counted in buckets; <c>null</c> when the point was loaded from a file.</summary>
    public LatencyHistogram? Histogram { get; init; }

    internal static LatencyPoint From(string transport, int size, LatencyHistogram samples) =>
        From(transport, size, samples, MedianInterval.Of(samples));

    internal static LatencyPoint From(string transport, int size, IReadOnlyList<LatencyHistogram> rounds)
    {
        if (rounds.Count == 1) return From(transport, size, rounds[0]);
        var all = new LatencyHistogram();
        foreach (var round in rounds) all.Add(round);
        return From(transport, size, all.Trimmed(), MedianInterval.Of(rounds));
    }

    private static LatencyPoint From(string transport, int size, LatencyHistogram samples, MedianInterval median)
    {
        return new LatencyPoint(
            transport, size, samples.Count, samples.Min / 1e3, Us(50), Us(90), Us(99), samples.Max / 1e3,
            samples.Total == 0 ? 0 : (double)size * samples.Count / (1 << 20) / (samples.Total / 1e9))
        {
            P10Us = Us(10),
            P999Us = samples.Count < EnoughForP999 ? null : Us(99.9),
            Median = median,
            Histogram = samples,
        };

        double Us(double percent) => samples.Percentile(percent) / 1e3;
    }
}
