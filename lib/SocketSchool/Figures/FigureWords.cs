using System.Text;

namespace SocketSchool;

/// <summary>What a figure shows, said in words.</summary>
internal static class FigureWords
{
    public static string Describe(Figure figure)
    {
        var words = new StringBuilder();
        words.Append(figure.Y.Label).Append(" against ").Append(figure.X.Label);
        words.Append((figure.X.IsLog, figure.Y.IsLog) switch
        {
            (true, true) => ", both logarithmic.",
            (true, false) => ", the latter logarithmic.",
            (false, true) => ", the former logarithmic.",
            _ => ".",
        });
        foreach (var trace in figure.Traces.Where(trace => trace is not BandTrace)) words.Append(' ').Append(Describe(figure, trace));
        foreach (var mark in figure.Marks) words.Append($" Marked at {figure.X.Value(mark.X)}: {mark.Text}.");
        var hidden = figure.Traces.Sum(trace => Hidden(trace.XValues, figure.X) + Hidden(trace.YValues, figure.Y));
        if (hidden > 0) words.Append($" Without a place on a logarithmic axis: {Say.Count(hidden, "value")} of 0 or below.");
        return words.ToString();
    }

    private static string Describe(Figure figure, FigureTrace trace)
    {
        var values = trace.YValues.Where(figure.Y.Shows).ToArray();
        if (values.Length == 0) return $"{trace.Name}: no values.";
        return trace switch
        {
            LineTrace line => $"{line.Name}: {Say.Count(values.Length, "point")}, from {figure.Y.Value(values[0])} to {figure.Y.Value(values[^1])}, " +
                $"least {figure.Y.Value(values.Min())}, greatest {figure.Y.Value(values.Max())}.",
            HistogramTrace bins => $"{bins.Name}: {values.Sum():N0} values between {figure.X.Value(bins.Edges[0])} and {figure.X.Value(bins.Edges[^1])}, " +
                $"most of them ({values.Max():N0}) around {figure.X.Value(Tallest(bins))}.",
            _ => $"{trace.Name}: {Say.Count(values.Length, "bar")}, least {figure.Y.Value(values.Min())}, greatest {figure.Y.Value(values.Max())}.",
        };
    }

    private static double Tallest(HistogramTrace bins)
    {
        var tallest = Enumerable.Range(0, bins.Counts.Count).MaxBy(i => bins.Counts[i]);
        return (bins.Edges[tallest] + bins.Edges[tallest + 1]) / 2;
    }

    // A count of 0 in a histogram's bin is no value that is missing from the picture.
    private static int Hidden(IEnumerable<double> values, FigureAxis axis) =>
        axis.IsLog ? values.Count(value => double.IsFinite(value) && value <= 0) : 0;
}
