namespace SocketSchool;

/// <summary>Points, joined by a line or not. A value that is not a number is a gap.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Where.</param>
/// <param name="Y">How much; as many as <paramref name="X"/>.</param>
/// <param name="Mode">Line, markers or both.</param>
public sealed record LineTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, LineMode Mode) : FigureTrace(Name)
{
    internal override IEnumerable<double> XValues => X;

    internal override IEnumerable<double> YValues => Y;
}
