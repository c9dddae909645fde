using System.Numerics;

namespace SocketSchool;

public sealed partial class Figure
{
    /// <summary>A histogram: how many of the values fall into each of a number of bins.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="x">The values' axis. On a logarithmic one the bins have equal ratios, and values of 0 and below are left out.</param>
    /// <param name="values">The values; those that are not numbers are left out.</param>
    /// <param name="bins">How many bins; 40 by default.</param>
    /// <param name="name">What the legend calls it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public static Figure Histogram<T>(string title, FigureAxis x, IEnumerable<T> values, int bins = 40, string name = "count")
        where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double[] shown = [.. Doubles(values).Where(x.Shows)];
        var empty = new Figure(FigureKind.Lines, title, x, FigureAxis.Linear("count"));
        if (shown.Length == 0) return empty;
        var edges = Edges(shown.Min(), shown.Max(), bins, x.IsLog);
        var counts = new double[edges.Length - 1];
        foreach (var value in shown)
        {
            var bin = Array.BinarySearch(edges, value);
            // Between two edges the search returns the complement of the upper one; the last edge belongs to the last bin.
            counts[Math.Clamp(bin < 0 ? ~bin - 1 : bin, 0, counts.Length - 1)]++;
        }

        return empty.With(new HistogramTrace(name, edges, counts));
    }

    /// <summary>Edges of equal bins (of equal ratios when logarithmic) from the least to the greatest value.</summary>
    internal static double[] Edges(double least, double greatest, int bins, bool log)
    {
        // All values alike: one bin around them.
        if (least == greatest) return log ? [least / 1.1, least * 1.1] : [least - 0.5, least + 0.5];
        var edges = new double[bins + 1];
        for (var i = 0; i <= bins; i++)
        {
            var share = (double)i / bins;
            edges[i] = log ? least * Math.Pow(greatest / least, share) : least + share * (greatest - least);
        }

        edges[bins] = greatest;
        return edges;
    }
}
