using System.Globalization;

namespace SocketSchool;

/// <summary>What a server did for a number of busy connections: each sends a message, waits for it to come back, and sends the next.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Connections">How many connections at once.</param>
/// <param name="Rates">Round trips per second of all connections together, one number for each round, in the order of the rounds.</param>
/// <param name="Histogram">How long every one of them took, all rounds together.</param>
/// <param name="ProcessorUs">
/// Processor time of the server's process for one round trip, in microseconds; <c>null</c> when nobody could be asked, as when it shares
/// its process with the load generator.
/// </param>
/// <param name="GeneratorBusy">
/// Which part of its time the load generator was at work and not waiting for the server: 0 to 1. Near 1 the number says how fast the
/// generator is, or that both share too few processors.
/// </param>
public sealed record ServerLoadPoint(
    string Server, int Connections, IReadOnlyList<double> Rates, LatencyHistogram Histogram, double? ProcessorUs, double GeneratorBusy)
{
    /// <summary>Round trips per second: the median of the rounds.</summary>
    public double RoundTripsPerSecond => Median(Rates);

    /// <summary>The median round trip in microseconds.</summary>
    public double P50Us => Histogram.Percentile(50) / 1e3;

    /// <summary>99% of the round trips took no longer than this many microseconds.</summary>
    public double P99Us => Histogram.Percentile(99) / 1e3;

    /// <summary>The point on one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Server}, {Say.Count(Connections, "connection")}: {RoundTripsPerSecond:#,0} round trips/s, p50 {P50Us:#,0} us, p99 {P99Us:#,0} us{Processor}");

    private string Processor =>
        ProcessorUs is { } microseconds ? string.Create(CultureInfo.InvariantCulture, $", {microseconds:0.0} us of processor time each") : "";

    internal static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
