namespace SocketSchool;

/// <summary>One series of a <see cref="Figure"/>: what it is called, and its numbers.</summary>
/// <param name="Name">What the legend calls it.</param>
public abstract record FigureTrace(string Name)
{
    /// <summary>Traces of one key share a colour; the name, unless a band belongs to another trace.</summary>
    internal virtual string ColorKey => Name;

    internal abstract IEnumerable<double> XValues { get; }

    internal abstract IEnumerable<double> YValues { get; }
}
