namespace SocketSchool;

public sealed partial class LatencyReport
{
    /// <summary>
    /// Round-trip time against message size, both logarithmic: the median as a line, p10 to p90 as a band (not for more than four lines;
    /// a report from a file has no band, because the file does not keep p10).
    /// </summary>
    /// <param name="others">Reports to draw beside this one, for instance a recorded one.</param>
    public Figure Figure(params LatencyReport[] others)
    {
        var figure = SocketSchool.Figure.Lines(
            "Round trip against message size", FigureAxis.Log("message size", FigureAxis.Bytes), FigureAxis.Log("round trip", "us"));
        (string Name, LatencyPoint[] Points)[] all = [.. Series(others)];
        foreach (var (name, points) in all)
        {
            var sizes = points.Select(point => point.SizeBytes).ToArray();
            figure = figure.Add($"{name}, median", sizes, points.Select(point => point.P50Us));
            if (all.Length > MostBands || points.Any(point => point.P10Us is null)) continue;
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

    /// <summary>One message size: a bar with the median for each transport, the shortest first. The axis is logarithmic when they are far apart.</summary>
    /// <param name="sizeBytes">One of the sizes measured.</param>
    /// <exception cref="ArgumentOutOfRangeException">That size was not measured.</exception>
    public Figure BarFigure(int sizeBytes)
    {
        LatencyPoint[] points = [.. Points.Where(point => point.SizeBytes == sizeBytes).OrderBy(point => point.P50Us)];
        if (points.Length == 0) throw new ArgumentOutOfRangeException(nameof(sizeBytes), sizeBytes, "That message size was not measured.");
        const string title = "round trip, median";
        return SocketSchool.Figure.Bars(
                $"A message of {ByteSize.Format(sizeBytes)} and its echo", "transport",
                points[^1].P50Us > 30 * points[0].P50Us ? FigureAxis.Log(title, "us") : FigureAxis.Linear(title, "us"))
            .AddBars(Name, points.Select(point => point.Transport), points.Select(point => point.P50Us));
    }

    private IEnumerable<(string Name, LatencyPoint[] Points)> Series(LatencyReport[] others)
    {
        LatencyReport[] reports = [this, .. others];
        var transports = reports.SelectMany(report => report.Points).Select(point => point.Transport).Distinct().Count();
        return reports.SelectMany(report => report.Points.GroupBy(point => point.Transport).Select(group => (
            transports == 1 ? report.Name : reports.Length == 1 ? group.Key : $"{report.Name}, {group.Key}",
            group.OrderBy(point => point.SizeBytes).ToArray())));
    }
}
