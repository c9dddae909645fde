using System.Globalization;

namespace SocketSchool;

/// <summary>What a <see cref="LatencySweep"/> found: a table, two figures, a CSV file, and a line that says what machine it was.</summary>
public sealed partial class LatencyReport : View
{
    internal LatencyReport(string name, string machine, IReadOnlyList<LatencyPoint> points)
    {
        Name = name;
        Machine = machine;
        Points = points;
    }

    /// <summary>What the series is called in a figure's legend, for instance <c>yours</c> or <c>recorded</c>.</summary>
    public string Name { get; }

    /// <summary>One line that says what it was measured on.</summary>
    public string Machine { get; }

    /// <summary>One point for every transport and size, in the order measured.</summary>
    public IReadOnlyList<LatencyPoint> Points { get; }

    /// <summary>
    /// Round-trip time against message size, both logarithmic: the median as a line, p10 to p90 as a band (a report from a file has no
    /// band, because the file does not keep p10).
    /// </summary>
    /// <param name="others">Reports to draw beside this one, for instance a recorded one.</param>
    public Figure Figure(params LatencyReport[] others)
    {
        var figure = SocketSchool.Figure.Lines(
            "Round trip against message size", FigureAxis.Log("message size", FigureAxis.Bytes), FigureAxis.Log("round trip", "us"));
        foreach (var (name, points) in Series(others))
        {
            var sizes = points.Select(point => point.SizeBytes).ToArray();
            figure = figure.Add($"{name}, median", sizes, points.Select(point => point.P50Us));
            if (points.Any(point => point.P10Us is null)) continue;
            figure = figure.AddBand("p10 to p90", sizes, points.Select(point => point.P10Us ?? double.NaN), points.Select(point => point.P90Us), of: $"{name}, median");
        }

        return figure;
    }

    /// <summary>Throughput against message size, both logarithmic.</summary>
    /// <param name="others">Reports to draw beside this one.</param>
    public Figure ThroughputFigure(params LatencyReport[] others)
    {
        var figure = SocketSchool.Figure.Lines(
            "Throughput against message size", FigureAxis.Log("message size", FigureAxis.Bytes), FigureAxis.Log("throughput", "MiB/s"));
        return Series(others).Aggregate(figure, (drawn, series) =>
            drawn.Add(series.Name, series.Points.Select(point => point.SizeBytes), series.Points.Select(point => point.MibPerSecond)));
    }

    /// <inheritdoc/>
    public override string ToHtml() =>
        Html.Wrap(Html.Table(Headers, Points.Select(Row)) + $"<p class=\"s\">{Html.Escape(Footer)}</p>");

    /// <inheritdoc/>
    public override string ToText() => Html.TextTable(Headers, Points.Select(Row)) + "\n\n" + Footer;

    /// <summary>A point on one line, for progress.</summary>
    internal static string Line(LatencyPoint point) => string.Create(CultureInfo.InvariantCulture,
        $"{point.Transport} {ByteSize.Format(point.SizeBytes),8}: median {point.P50Us:#,0.0} us, p99 {point.P99Us:#,0.0} us, {point.MibPerSecond:#,0.0} MiB/s ({point.Samples:N0} round trips)");

    /// <summary>The table's columns.</summary>
    internal static IReadOnlyList<string> Headers { get; } =
        ["transport", "size", "round trips", "min us", "p50 us", "p90 us", "p99 us", "max us", "MiB/s"];

    /// <summary>A point as a row of the table.</summary>
    internal static IReadOnlyList<Cell> Row(LatencyPoint point) =>
    [
        point.Transport, ByteSize.Format(point.SizeBytes), point.Samples.ToString("N0", CultureInfo.InvariantCulture), Us(point.MinUs),
        Us(point.P50Us), Us(point.P90Us), Us(point.P99Us), Us(point.MaxUs), Us(point.MibPerSecond),
    ];

    private string Footer => $"Whole round trips; percentiles by nearest rank. {Machine}.";

    private static string Us(double value) => value.ToString("#,0.0", CultureInfo.InvariantCulture);

    private IEnumerable<(string Name, LatencyPoint[] Points)> Series(LatencyReport[] others)
    {
        LatencyReport[] reports = [this, .. others];
        var transports = reports.SelectMany(report => report.Points).Select(point => point.Transport).Distinct().Count();
        return reports.SelectMany(report => report.Points.GroupBy(point => point.Transport).Select(group =>
            (transports > 1 ? $"{report.Name}, {group.Key}" : report.Name, group.OrderBy(point => point.SizeBytes).ToArray())));
    }
}
