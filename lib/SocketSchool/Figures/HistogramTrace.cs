namespace SocketSchool;

/// <summary>How many values fell between each pair of edges.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Edges">Rising; one more than <paramref name="Counts"/>. Bin i is from edge i to below edge i+1.</param>
/// <param name="Counts">How many in each bin.</param>
public sealed record HistogramTrace(string Name, IReadOnlyList<double> Edges, IReadOnlyList<double> Counts) : FigureTrace(Name)
{
    internal override IEnumerable<double> XValues => Edges;

    internal override IEnumerable<double> YValues => Counts;
}
