namespace SocketSchool;

/// <summary>What both renderings of a figure agree on: the range and the ticks of the axes, the categories of bars.</summary>
internal sealed record FigurePlot(AxisTicks XTicks, AxisTicks YTicks, IReadOnlyList<string> Categories)
{
    public static FigurePlot Of(Figure figure)
    {
        string[] categories = [.. figure.Traces.OfType<BarTrace>().SelectMany(trace => trace.Labels).Distinct()];
        var bars = figure.Traces.Any(trace => trace is BarTrace or HistogramTrace);
        var x = categories.Length > 0
            ? new AxisTicks(0, categories.Length, [], [])
            : Ticks(figure.X, figure.Traces.SelectMany(trace => trace.XValues), fromZero: false, snap: false);
        return new FigurePlot(x, Ticks(figure.Y, figure.Traces.SelectMany(trace => trace.YValues), fromZero: bars, snap: true), categories);
    }

    private static AxisTicks Ticks(FigureAxis axis, IEnumerable<double> values, bool fromZero, bool snap)
    {
        double[] shown = [.. values.Where(axis.Shows)];
        return shown.Length == 0
            ? AxisTicks.For(axis, 1, 0, fromZero, snap)
            : AxisTicks.For(axis, shown.Min(), shown.Max(), fromZero, snap);
    }
}
