namespace SocketSchool;

/// <summary>A bar for each label; with several such traces, bars of the same label stand side by side.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Labels">What each bar is, each label once.</param>
/// <param name="Values">How long; as many as <paramref name="Labels"/>.</param>
public sealed record BarTrace(string Name, IReadOnlyList<string> Labels, IReadOnlyList<double> Values) : FigureTrace(Name)
{
    internal override IEnumerable<double> XValues => [];

    internal override IEnumerable<double> YValues => Values;
}
