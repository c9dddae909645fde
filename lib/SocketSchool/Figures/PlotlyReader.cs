using System.Globalization;
using System.Text.Json;

namespace SocketSchool;

/// <summary>Reads of a chart in Plotly's JSON what a <see cref="Figure"/> can show.</summary>
internal sealed class PlotlyReader(JsonElement root)
{
    private readonly List<string> _leftOut = [];

    /// <summary>A line for each trace that a figure cannot show.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <exception cref="ArgumentException">There is no array <c>data</c>.</exception>
    public Figure Read()
    {
        if (root.ValueKind != JsonValueKind.Object || Member(root, "data") is not { ValueKind: JsonValueKind.Array } data)
            throw new ArgumentException("A chart for Plotly is an object with an array \"data\", and this has none.");
        var layout = Member(root, "layout");
        var figure = Figure.Lines(Title(layout), Axis(layout, "xaxis"), Axis(layout, "yaxis"));
        JsonElement? before = null;
        foreach (var trace in data.EnumerateArray())
        {
            figure = Add(figure, trace, before);
            before = trace;
        }

        return Marks(layout).Aggregate(figure, (marked, mark) => marked.Mark(mark.X, mark.Text));
    }

    private Figure Add(Figure figure, JsonElement trace, JsonElement? before)
    {
        var name = Text(trace, "name") is { Length: > 0 } given ? given : $"trace {figure.Traces.Count + 1}";
        var type = Text(trace, "type") is { Length: > 0 } named ? named : "scatter";
        var (x, y) = (Items(trace, "x"), Items(trace, "y"));
        switch (type)
        {
            case "scatter" or "scattergl" when before is { } lower && Text(trace, "fill") == "tonexty" && IsEdge(lower):
                return figure.With(new BandTrace(name, Numbers(x, y.Count), Numbers(Items(lower, "y"), y.Count), Numbers(y, y.Count)));
            case "scatter" or "scattergl" when IsEdge(trace):
                // The lower edge of the band that comes next.
                return figure;
            case "scatter" or "scattergl":
                return figure.With(new LineTrace(name, Numbers(x, y.Count), Numbers(y, y.Count), Mode(trace)));
            case "bar" when Items(trace, "width") is { Count: > 0 } widths && widths.Count == y.Count && x.All(IsNumber):
                return figure.With(Bins(name, Numbers(x, y.Count), Numbers(widths, y.Count), Numbers(y, y.Count)));
            case "bar" when x.Select(Label).Distinct().Count() == y.Count:
                return figure.With(new BarTrace(name, [.. x.Select(Label)], Numbers(y, y.Count)));
            case "histogram" when x.Count > 0:
                var made = Figure.Histogram("", figure.X, x.Where(IsNumber).Select(item => item.GetDouble()), name: name);
                return made.Traces.Aggregate(figure, (all, one) => all.With(one));
            default:
                _leftOut.Add($"{name} ({type}) is not in this still picture; a front end that draws with plotly.js shows it.");
                return figure;
        }
    }

    private static HistogramTrace Bins(string name, double[] centres, double[] widths, double[] counts) => new(
        name,
        [.. centres.Select((centre, i) => centre - widths[i] / 2), centres[^1] + widths[^1] / 2],
        counts);

    // A band is written as two lines without width, the upper one with its filling down to the lower one.
    private static bool IsEdge(JsonElement trace) =>
        Text(trace, "fill") is "" or "none" && Member(trace, "line") is { } line
        && Member(line, "width") is { ValueKind: JsonValueKind.Number } width && width.GetDouble() == 0;

    private static LineMode Mode(JsonElement trace) => Text(trace, "mode") switch
    {
        "lines" => LineMode.Lines,
        "markers" => LineMode.Markers,
        _ => LineMode.LinesAndMarkers,
    };

    private static FigureAxis Axis(JsonElement? layout, string name)
    {
        if (layout is not { } given || Member(given, name) is not { } axis) return FigureAxis.Linear(name[..1]);
        var title = Title(axis) is { Length: > 0 } text ? text : name[..1];
        return Text(axis, "type") == "log" ? FigureAxis.Log(title) : FigureAxis.Linear(title);
    }

    private static IEnumerable<FigureMark> Marks(JsonElement? layout)
    {
        if (layout is not { } given) yield break;
        var log = Member(given, "xaxis") is { } axis && Text(axis, "type") == "log";
        foreach (var shape in Items(given, "shapes"))
        {
            if (Text(shape, "type") != "line" || Number(shape, "x0") is not { } x || Number(shape, "x1") != x) continue;
            // An annotation on a logarithmic axis is placed by the logarithm, a shape is not.
            var at = log ? Math.Log10(x) : x;
            var word = Items(given, "annotations").FirstOrDefault(one => Number(one, "x") is { } there && Math.Abs(there - at) < 1e-9);
            yield return new FigureMark(x, word.ValueKind == JsonValueKind.Object ? Text(word, "text") : "");
        }
    }

    // A title is a text, or an object that has one.
    private static string Title(JsonElement? holder) =>
        holder is not { } given ? ""
        : Member(given, "title") is { ValueKind: JsonValueKind.Object } title ? Text(title, "text")
        : Text(given, "title");

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? Plain(text.GetString()!) : "";

    private static double? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static IReadOnlyList<JsonElement> Items(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    // Without x, plotly.js counts.
    private static double[] Numbers(IReadOnlyList<JsonElement> items, int count) =>
        [.. Enumerable.Range(0, count).Select(i => items.Count == 0 ? i
            : i < items.Count && IsNumber(items[i]) ? items[i].GetDouble() : double.NaN)];

    private static bool IsNumber(JsonElement item) => item.ValueKind == JsonValueKind.Number;

    private static string Label(JsonElement item) =>
        IsNumber(item) ? item.GetDouble().ToString(CultureInfo.InvariantCulture) : Plain(item.ToString());

    private static string Plain(string text) => text.Replace("&lt;", "<").Replace("&amp;", "&");
}
