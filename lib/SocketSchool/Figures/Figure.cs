using System.Numerics;

namespace SocketSchool;

/// <summary>
/// A chart as data: traces, two axes, a title. It draws itself as a picture that needs no script and no network, with its numbers in a
/// table below; front ends that know Plotly get <see cref="ToPlotlyJson"/> and draw it live.
/// </summary>
/// <remarks>
/// A figure never changes: <c>Add</c> returns a new one, so running a cell twice does not draw a line twice.
/// <code>Figure.Lines("Round trips", x: "message", y: "us").Add("mine", [1, 2, 3], [15.1, 14.8, 14.9])</code>
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = ["text/html", PlotlyMimeType, "text/plain"])]
public sealed partial class Figure : View
{
    /// <summary>The MIME type of <see cref="ToPlotlyJson"/>, which Jupyter and VS Code draw.</summary>
    public const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    private readonly FigureKind _kind;
    private readonly string _description = "";

    private Figure(FigureKind kind, string title, FigureAxis x, FigureAxis y)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        (_kind, Title, X, Y) = (kind, title, x, y);
    }

    private Figure(Figure from)
    {
        (_kind, Title, X, Y) = (from._kind, from.Title, from.X, from.Y);
        (Traces, Marks, _description) = (from.Traces, from.Marks, from._description);
    }

    /// <summary>What stands above it.</summary>
    public string Title { get; }

    /// <summary>The horizontal axis.</summary>
    public FigureAxis X { get; }

    /// <summary>The vertical axis.</summary>
    public FigureAxis Y { get; }

    /// <summary>The series, in the order they were added.</summary>
    public IReadOnlyList<FigureTrace> Traces { get; private init; } = [];

    /// <summary>The vertical lines.</summary>
    public IReadOnlyList<FigureMark> Marks { get; private init; } = [];

    /// <summary>What the picture shows, in words, for people who cannot see it; made from the numbers unless given (<see cref="Describe"/>).</summary>
    public string Description
    {
        get => _description != "" ? _description : FigureWords.Describe(this);
        private init => _description = value;
    }

    /// <summary>An empty chart of lines with markers; go on with <c>Add</c>.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="x">The horizontal axis: a title, or <see cref="FigureAxis.Log"/>.</param>
    /// <param name="y">The vertical axis.</param>
    public static Figure Lines(string title, FigureAxis x, FigureAxis y) => new(FigureKind.Lines, title, x, y);

    /// <summary>An empty chart of points without lines; go on with <c>Add</c>.</summary>
    /// <inheritdoc cref="Lines" path="/param"/>
    public static Figure Points(string title, FigureAxis x, FigureAxis y) => new(FigureKind.Points, title, x, y);

    /// <summary>An empty chart of bars; go on with <see cref="AddBars"/>.</summary>
    /// <inheritdoc cref="Lines" path="/param"/>
    public static Figure Bars(string title, FigureAxis x, FigureAxis y) => new(FigureKind.Lines, title, x, y);

    /// <summary>Adds a line (or points, in a chart of <see cref="Points"/>). Any kind of number will do.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Where.</param>
    /// <param name="y">How much; as many as <paramref name="x"/>.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> and <paramref name="y"/> are not equally long.</exception>
    public Figure Add<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> y)
        where TX : INumberBase<TX>
        where TY : INumberBase<TY> =>
        Add(name, x, y, _kind == FigureKind.Points ? LineMode.Markers : LineMode.LinesAndMarkers);

    /// <inheritdoc cref="Add{TX, TY}(string, IEnumerable{TX}, IEnumerable{TY})"/>
    /// <param name="mode">Line, markers or both.</param>
#pragma warning disable CS1573 // The other parameters are those of the inherited comment.
    public Figure Add<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> y, LineMode mode)
#pragma warning restore CS1573
        where TX : INumberBase<TX>
        where TY : INumberBase<TY>
    {
        var (xs, ys) = (Doubles(x), Doubles(y));
        Same(name, "x", xs.Count, "y", ys.Count);
        return With(new LineTrace(name, xs, ys, mode));
    }

    /// <summary>Adds the area between two lines. It is drawn below all lines.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Where.</param>
    /// <param name="low">The lower edge; as many as <paramref name="x"/>.</param>
    /// <param name="high">The upper edge; as many as <paramref name="x"/>.</param>
    /// <param name="of">The name of the trace whose colour it takes; its own when empty.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">The three are not equally long.</exception>
    public Figure AddBand<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> low, IEnumerable<TY> high, string of = "")
        where TX : INumberBase<TX>
        where TY : INumberBase<TY>
    {
        var (xs, lows, highs) = (Doubles(x), Doubles(low), Doubles(high));
        Same(name, "x", xs.Count, "low", lows.Count);
        Same(name, "x", xs.Count, "high", highs.Count);
        return With(new BandTrace(name, xs, lows, highs, of));
    }

    /// <summary>Adds a bar for each label.</summary>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="labels">What each bar is.</param>
    /// <param name="values">How long; as many as <paramref name="labels"/>.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">The two are not equally long, or a label comes twice.</exception>
    public Figure AddBars<T>(string name, IEnumerable<string> labels, IEnumerable<T> values)
        where T : INumberBase<T>
    {
        string[] all = [.. labels];
        var heights = Doubles(values);
        Same(name, "labels", all.Length, "values", heights.Count);
        if (all.Distinct().Count() != all.Length) throw new ArgumentException($"'{name}': a label comes twice.", nameof(labels));
        return With(new BarTrace(name, all, heights));
    }

    /// <summary>Adds any trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>A new figure.</returns>
    public Figure With(FigureTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new Figure(this) { Traces = [.. Traces, trace] };
    }

    /// <summary>Adds a vertical line with a word at it.</summary>
    /// <param name="x">Where on the x axis.</param>
    /// <param name="text">What it says.</param>
    /// <returns>A new figure.</returns>
    public Figure Mark(double x, string text) => new(this) { Marks = [.. Marks, new FigureMark(x, text)] };

    /// <summary>Says in words what the picture shows, for people who cannot see it.</summary>
    /// <param name="description">A sentence or two.</param>
    /// <returns>A new figure.</returns>
    public Figure Describe(string description) => new(this) { Description = description };

    /// <summary>The picture as inline SVG, the numbers in a table folded below it.</summary>
    public override string ToHtml() =>
        Html.Wrap(new FigureSvg(this).Draw() + Html.Details("The numbers", string.Concat(FigureTable.Of(this).Select(table => table.ToHtml()))));

    /// <summary>Title, description and the table of numbers.</summary>
    public override string ToText() =>
        string.Join("\n\n", [$"{Title}\n{Description}", .. FigureTable.Of(this).Select(table => table.ToText())]);

    /// <summary>The figure for Plotly: an object with <c>data</c> and <c>layout</c>, as plotly.js takes it.</summary>
    public string ToPlotlyJson() => PlotlyJson.Write(this);

    private static IReadOnlyList<double> Doubles<T>(IEnumerable<T> values)
        where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. values.Select(double.CreateSaturating)];
    }

    private static void Same(string name, string one, int oneCount, string other, int otherCount)
    {
        if (oneCount == otherCount) return;
        throw new ArgumentException($"'{name}': {one} has {Say.Count(oneCount, "value")} and {other} has {otherCount:N0}; they go in pairs.");
    }
}
