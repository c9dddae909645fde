using System.Text;
using System.Text.Json;

namespace SocketSchool;

/// <summary>A figure in Plotly's words: <c>{"data": [...], "layout": {...}}</c>.</summary>
internal static class PlotlyJson
{
    // Between the text colours of light and dark themes, since the page's own cannot be asked for.
    private const string Ink = "#808080";
    private const string Grid = "rgba(128,128,128,0.25)";

    public static string Write(Figure figure)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            var styles = FigureStyle.Of(figure);
            // Bands first: plotly.js draws in this order, and a line lies on its band.
            foreach (var i in Enumerable.Range(0, figure.Traces.Count).OrderBy(i => figure.Traces[i] is not BandTrace))
            {
                Trace(json, figure, figure.Traces[i], styles[i], i);
            }

            json.WriteEndArray();
            Layout(json, figure);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Trace(Utf8JsonWriter json, Figure figure, FigureTrace trace, FigureStyle style, int index)
    {
        switch (trace)
        {
            case LineTrace line:
                Line(json, figure, line, style, index);
                break;
            case BandTrace band:
                Edge(json, figure, band, band.Low, style, index, upper: false);
                Edge(json, figure, band, band.High, style, index, upper: true);
                break;
            case BarTrace bars:
                Begin(json, "bar", bars.Name, index);
                Strings(json, "x", bars.Labels);
                Numbers(json, "y", bars.Values, figure.Y);
                Color(json, "marker", style.Color);
                json.WriteEndObject();
                break;
            case HistogramTrace bins:
                Histogram(json, figure, bins, style, index);
                break;
        }
    }

    private static void Line(Utf8JsonWriter json, Figure figure, LineTrace line, FigureStyle style, int index)
    {
        Begin(json, "scatter", line.Name, index);
        json.WriteString("mode", line.Mode switch
        {
            LineMode.Lines => "lines",
            LineMode.Markers => "markers",
            _ => "lines+markers",
        });
        Numbers(json, "x", line.X, figure.X);
        Numbers(json, "y", line.Y, figure.Y);
        if (line.Mode != LineMode.Markers)
        {
            json.WriteStartObject("line");
            json.WriteString("color", style.Color);
            json.WriteString("dash", style.PlotlyDash);
            json.WriteNumber("width", 2);
            json.WriteEndObject();
        }

        if (line.Mode != LineMode.Lines)
        {
            json.WriteStartObject("marker");
            json.WriteString("color", style.Color);
            json.WriteString("symbol", style.Symbol);
            json.WriteNumber("size", 7);
            json.WriteEndObject();
            // A marker on the edge of the plot is drawn whole.
            json.WriteBoolean("cliponaxis", false);
        }

        Strings(json, "text", [.. line.X.Select((x, i) => $"{figure.X.Value(x)}: {figure.Y.Value(line.Y[i])}")]);
        json.WriteString("hovertemplate", "%{text}");
        json.WriteEndObject();
    }

    private static void Edge(
        Utf8JsonWriter json, Figure figure, BandTrace band, IReadOnlyList<double> values, FigureStyle style, int index, bool upper)
    {
        Begin(json, "scatter", FullName(band), index);
        json.WriteString("mode", "lines");
        Numbers(json, "x", band.X, figure.X);
        Numbers(json, "y", values, figure.Y);
        json.WriteStartObject("line");
        json.WriteNumber("width", 0);
        json.WriteEndObject();
        json.WriteString("legendgroup", FullName(band));
        json.WriteBoolean("showlegend", upper);
        json.WriteString("hoverinfo", "skip");
        if (upper)
        {
            // "Next y" is the trace before this one: the band's lower edge.
            json.WriteString("fill", "tonexty");
            json.WriteString("fillcolor", style.Translucent);
        }

        json.WriteEndObject();
    }

    private static void Histogram(Utf8JsonWriter json, Figure figure, HistogramTrace bins, FigureStyle style, int index)
    {
        var count = bins.Counts.Count;
        Begin(json, "bar", bins.Name, index);
        // Centre and width are the arithmetic ones on a logarithmic axis too: plotly.js places the two edges, not the centre.
        Numbers(json, "x", [.. Enumerable.Range(0, count).Select(i => (bins.Edges[i] + bins.Edges[i + 1]) / 2)], figure.X);
        Numbers(json, "y", bins.Counts, figure.Y);
        Numbers(json, "width", [.. Enumerable.Range(0, count).Select(i => bins.Edges[i + 1] - bins.Edges[i])], FigureAxis.Linear(""));
        Color(json, "marker", style.Color);
        Strings(json, "hovertext", [.. Enumerable.Range(0, count).Select(i =>
            $"{figure.X.Number(bins.Edges[i])} to {figure.X.Value(bins.Edges[i + 1])}: {figure.Y.Number(bins.Counts[i])}")]);
        json.WriteString("hoverinfo", "text");
        json.WriteEndObject();
    }

    private static void Layout(Utf8JsonWriter json, Figure figure)
    {
        var plot = FigurePlot.Of(figure);
        json.WriteStartObject("layout");
        Text(json, "title", figure.Title);
        Axis(json, "xaxis", figure.X, plot.XTicks, plot.Categories);
        Axis(json, "yaxis", figure.Y, plot.YTicks, []);
        json.WriteStartObject("font");
        json.WriteString("color", Ink);
        json.WriteEndObject();
        json.WriteString("paper_bgcolor", "rgba(0,0,0,0)");
        json.WriteString("plot_bgcolor", "rgba(0,0,0,0)");
        json.WriteString("hovermode", "closest");
        // plotly.js has this setting only where there are bars.
        if (figure.Traces.Any(trace => trace is BarTrace or HistogramTrace)) json.WriteString("barmode", "group");
        json.WriteBoolean("autosize", true);
        json.WriteBoolean("showlegend", figure.Traces.Count > 1);
        Marks(json, figure);
        json.WriteEndObject();
    }

    private static void Axis(Utf8JsonWriter json, string name, FigureAxis axis, AxisTicks ticks, IReadOnlyList<string> categories)
    {
        json.WriteStartObject(name);
        Text(json, "title", axis.IsBytes ? axis.Title : axis.Label);
        json.WriteString("gridcolor", Grid);
        json.WriteBoolean("zeroline", false);
        json.WriteBoolean("automargin", true);
        if (categories.Count > 0)
        {
            json.WriteString("type", "category");
            json.WriteEndObject();
            return;
        }

        json.WriteString("type", axis.IsLog ? "log" : "linear");
        json.WriteStartArray("range");
        json.WriteNumberValue(axis.IsLog ? Math.Log10(ticks.From) : ticks.From);
        json.WriteNumberValue(axis.IsLog ? Math.Log10(ticks.To) : ticks.To);
        json.WriteEndArray();
        json.WriteString("tickmode", "array");
        Numbers(json, "tickvals", ticks.Major, axis);
        Strings(json, "ticktext", [.. ticks.Major.Select(axis.Number)]);
        json.WriteEndObject();
    }

    private static void Marks(Utf8JsonWriter json, Figure figure)
    {
        var shown = figure.Marks.Where(mark => figure.X.Shows(mark.X)).ToArray();
        json.WriteStartArray("shapes");
        foreach (var mark in shown)
        {
            json.WriteStartObject();
            json.WriteString("type", "line");
            json.WriteString("xref", "x");
            json.WriteString("yref", "paper");
            json.WriteNumber("x0", mark.X);
            json.WriteNumber("x1", mark.X);
            json.WriteNumber("y0", 0);
            json.WriteNumber("y1", 1);
            json.WriteStartObject("line");
            json.WriteString("color", Ink);
            json.WriteString("dash", "dash");
            json.WriteNumber("width", 1.5);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("annotations");
        foreach (var mark in shown)
        {
            json.WriteStartObject();
            json.WriteString("xref", "x");
            json.WriteString("yref", "paper");
            // Unlike a shape, an annotation on a logarithmic axis is placed by the logarithm.
            json.WriteNumber("x", figure.X.IsLog ? Math.Log10(mark.X) : mark.X);
            json.WriteNumber("y", 1);
            json.WriteString("yanchor", "bottom");
            json.WriteBoolean("showarrow", false);
            json.WriteString("text", Plain(mark.Text));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Plotly reads a little HTML in texts; a learner's title means what it says.
    private static string Plain(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");

    private static string FullName(BandTrace band) => band.Of == "" ? band.Name : $"{band.Of}, {band.Name}";

    private static void Begin(Utf8JsonWriter json, string type, string name, int index)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", Plain(name));
        // The legend keeps the order of the figure, although bands are drawn first.
        json.WriteNumber("legendrank", 1000 + index);
    }

    private static void Text(Utf8JsonWriter json, string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("text", Plain(text));
        json.WriteEndObject();
    }

    private static void Color(Utf8JsonWriter json, string property, string color)
    {
        json.WriteStartObject(property);
        json.WriteString("color", color);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string property, IEnumerable<string> values)
    {
        json.WriteStartArray(property);
        foreach (var value in values) json.WriteStringValue(Plain(value));
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string property, IEnumerable<double> values, FigureAxis axis)
    {
        json.WriteStartArray(property);
        foreach (var value in values)
        {
            if (axis.Shows(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
