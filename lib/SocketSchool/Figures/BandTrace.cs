namespace SocketSchool;

/// <summary>The area between two lines, for instance from p10 to p90.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Where.</param>
/// <param name="Low">The lower edge; as many as <paramref name="X"/>.</param>
/// <param name="High">The upper edge; as many as <paramref name="X"/>.</param>
/// <param name="Of">The name of the trace whose spread it is: it takes that trace's colour. Its own colour when empty.</param>
public sealed record BandTrace(
    string Name, IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High, string Of = "") : FigureTrace(Name)
{
    internal override string ColorKey => Of == "" ? Name : Of;

    internal override IEnumerable<double> XValues => X;

    internal override IEnumerable<double> YValues => Low.Concat(High);
}
