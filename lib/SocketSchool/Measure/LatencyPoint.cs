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
    /// <summary>10% took no longer; <c>null</c> when the point was loaded from a file, which does not keep it.</summary>
    public double? P10Us { get; init; }

    /// <summary>All the samples, counted in buckets; <c>null</c> when the point was loaded from a file.</summary>
    public LatencyHistogram? Histogram { get; init; }

    internal static LatencyPoint From(string transport, int size, LatencyHistogram samples)
    {
        return new LatencyPoint(
            transport, size, samples.Count, samples.Min / 1e3, Us(50), Us(90), Us(99), samples.Max / 1e3,
            samples.Total == 0 ? 0 : (double)size * samples.Count / (1 << 20) / (samples.Total / 1e9))
        {
            P10Us = Us(10),
            Histogram = samples,
        };

        double Us(double percent) => samples.Percentile(percent) / 1e3;
    }
}
