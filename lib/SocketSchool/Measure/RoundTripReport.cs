using System.Globalization;

namespace SocketSchool;

/// <summary>What many round trips of one message took: median, tail, histogram. Percentiles by nearest rank.</summary>
public sealed class RoundTripReport : View
{
    private const double BinRatio = 1.05;
    private const int MostBins = 150;
    private readonly string _machine;

    internal RoundTripReport(int sizeBytes, LatencyHistogram histogram, string machine)
    {
        SizeBytes = sizeBytes;
        Histogram = histogram;
        _machine = machine;
    }

    /// <summary>The message's size in bytes.</summary>
    public int SizeBytes { get; }

    /// <summary>All round trips, counted in buckets.</summary>
    public LatencyHistogram Histogram { get; }

    /// <summary>How many there were.</summary>
    public long Count => Histogram.Count;

    /// <summary>The median in microseconds: half took no longer.</summary>
    public double P50Us => Histogram.Percentile(50) / 1e3;

    /// <summary>99% took no longer than this many microseconds.</summary>
    public double P99Us => Histogram.Percentile(99) / 1e3;

    /// <summary>The slowest, in microseconds.</summary>
    public double MaxUs => Histogram.Max / 1e3;

    /// <summary>How many round trips took how long, with the median and p99 marked. The time axis is logarithmic, so that the tail is in the picture.</summary>
    public Figure Figure()
    {
        var axis = FigureAxis.Log("round trip", "us");
        var (least, greatest) = (Math.Max(1, Histogram.Min), Math.Max(1, Histogram.Max));
        var bins = Math.Clamp((int)Math.Ceiling(Math.Log((double)greatest / least) / Math.Log(BinRatio)), 1, MostBins);
        var edges = SocketSchool.Figure.Edges(least, greatest, bins, log: true);
        // The last bin holds the slowest one too.
        var counts = Enumerable.Range(0, edges.Length - 1)
            .Select(i => (double)Histogram.CountBetween(i == 0 ? 0 : edges[i], i == edges.Length - 2 ? double.MaxValue : edges[i + 1]));
        return SocketSchool.Figure.Bars($"{Count:N0} round trips of {ByteSize.Format(SizeBytes)}", axis, FigureAxis.Linear("round trips"))
            .With(new HistogramTrace("round trips", [.. edges.Select(edge => edge / 1e3)], [.. counts]))
            .Mark(P50Us, $"p50 {axis.Value(P50Us)}")
            .Mark(P99Us, $"p99 {axis.Value(P99Us)}");
    }

    /// <inheritdoc/>
    public override string ToHtml() =>
        Html.Wrap(Html.Table(Headers, [Row]) + $"<p class=\"s\">{Html.Escape(_machine)}.</p>");

    /// <inheritdoc/>
    public override string ToText() => Html.TextTable(Headers, [Row]) + $"\n\n{_machine}.";

    private static IReadOnlyList<string> Headers { get; } = ["round trips", "size", "min us", "p50 us", "p90 us", "p99 us", "max us"];

    private IReadOnlyList<Cell> Row =>
    [
        Count.ToString("N0", CultureInfo.InvariantCulture), ByteSize.Format(SizeBytes), Us(Histogram.Min), Us(Histogram.Percentile(50)),
        Us(Histogram.Percentile(90)), Us(Histogram.Percentile(99)), Us(Histogram.Max),
    ];

    private static string Us(double nanoseconds) => (nanoseconds / 1e3).ToString("#,0.0", CultureInfo.InvariantCulture);
}
