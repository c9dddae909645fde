namespace SocketSchool;

/// <summary>The numbers of a figure as a table. Traces over the same x stand side by side.</summary>
internal sealed record FigureTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    public string ToHtml() => Html.Table(Headers, Rows);

    public string ToText() => Html.TextTable(Headers, Rows);

    public static IReadOnlyList<FigureTable> Of(Figure figure)
    {
        var tables = new List<FigureTable>();
        var points = figure.Traces.Where(trace => trace is LineTrace or BandTrace).ToArray();
        foreach (var group in Groups(points, trace => trace.XValues)) tables.Add(OfPoints(figure, group));
        var bars = figure.Traces.OfType<BarTrace>().ToArray();
        foreach (var group in Groups(bars, trace => trace.Labels)) tables.Add(OfBars(figure, group));
        tables.AddRange(figure.Traces.OfType<HistogramTrace>().Select(trace => OfHistogram(figure, trace)));
        return tables;
    }

    private static FigureTable OfPoints(Figure figure, List<FigureTrace> traces)
    {
        var columns = traces.SelectMany<FigureTrace, (string Header, IReadOnlyList<double> Values)>(trace => trace switch
        {
            BandTrace band => [($"{Full(band)}: low", band.Low), ($"{Full(band)}: high", band.High)],
            LineTrace line => [(line.Name, line.Y)],
            _ => [],
        }).ToArray();
        var xs = traces[0].XValues.ToArray();
        return new FigureTable(
            [Header(figure.X), .. columns.Select(column => figure.Y.Unit == "" || figure.Y.IsBytes ? column.Header : $"{column.Header} ({figure.Y.Unit})")],
            [.. xs.Select((x, i) => (IReadOnlyList<Cell>)[figure.X.Number(x), .. columns.Select(column => (Cell)figure.Y.Number(column.Values[i]))])]);
    }

    private static FigureTable OfBars(Figure figure, List<BarTrace> traces) => new(
        [figure.X.Title, .. traces.Select(trace => figure.Y.Unit == "" || figure.Y.IsBytes ? trace.Name : $"{trace.Name} ({figure.Y.Unit})")],
        [.. traces[0].Labels.Select((label, i) => (IReadOnlyList<Cell>)[label, .. traces.Select(trace => (Cell)figure.Y.Number(trace.Values[i]))])]);

    private static FigureTable OfHistogram(Figure figure, HistogramTrace trace)
    {
        var most = Math.Max(1, trace.Counts.Max());
        var rows = new List<IReadOnlyList<Cell>>();
        for (var from = 0; from < trace.Counts.Count;)
        {
            // A run of empty bins is one row: a long tail would be a page of zeros.
            var to = from + 1;
            while (trace.Counts[from] == 0 && to < trace.Counts.Count && trace.Counts[to] == 0) to++;
            var bar = new string('#', (int)Math.Round(24 * trace.Counts[from] / most));
            rows.Add([figure.X.Number(trace.Edges[from]), figure.X.Number(trace.Edges[to]), figure.Y.Number(trace.Counts[from]), bar]);
            from = to;
        }

        return new FigureTable([$"{Header(figure.X)} from", "to below", trace.Name, "bar"], rows);
    }

    private static string Header(FigureAxis axis) => axis.IsBytes ? axis.Title : axis.Label;

    private static string Full(BandTrace band) => band.Of == "" ? band.Name : $"{band.Of}, {band.Name}";

    private static List<List<T>> Groups<T, TKey>(IEnumerable<T> traces, Func<T, IEnumerable<TKey>> key)
    {
        var groups = new List<List<T>>();
        foreach (var trace in traces)
        {
            var group = groups.Find(known => key(known[0]).SequenceEqual(key(trace)));
            if (group is null) groups.Add([trace]);
            else group.Add(trace);
        }

        return groups;
    }
}
