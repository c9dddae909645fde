using System.Text.Json;

namespace SocketSchool;

/// <summary>
/// A chart that another library made, given as Plotly's JSON. Front ends that know Plotly draw it live and exactly as it was styled; for
/// the others there is a still picture in this library's own style, with the numbers, that needs no script and no network.
/// </summary>
/// <remarks>
/// The still picture knows lines, points, bars and histograms; of any other trace it says that it is not in the picture.
/// <code>PlotlyFigure.FromJson(GenericChart.toFigureJson(chart))      // a chart of Plotly.NET</code>
/// </remarks>
[TypeFormatterSource(typeof(PlotlyFigureFormatterSource), PreferredMimeTypes = ["text/html", Figure.PlotlyMimeType, "text/plain"])]
public sealed class PlotlyFigure : View
{
    private readonly IReadOnlyList<string> _leftOut;

    private PlotlyFigure(string json, Figure still, IReadOnlyList<string> leftOut) => (Json, Still, _leftOut) = (json, still, leftOut);

    /// <summary>The JSON as it was given: an object with <c>data</c> and, mostly, <c>layout</c>.</summary>
    public string Json { get; }

    /// <summary>The still picture.</summary>
    public Figure Still { get; }

    /// <summary>A chart from Plotly's JSON.</summary>
    /// <param name="json">An object with <c>data</c>, an array of traces, and <c>layout</c>.</param>
    /// <exception cref="ArgumentException">It is not JSON, or no such object: the message says what is wrong.</exception>
    public static PlotlyFigure FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var reader = new PlotlyReader(document.RootElement);
            return new PlotlyFigure(json, reader.Read(), reader.LeftOut);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"This is not JSON: {e.Message}", nameof(json), e);
        }
    }

    /// <summary>The still picture as inline SVG, the numbers in a table folded below it.</summary>
    public override string ToHtml() =>
        (IsEmpty ? "" : Still.ToHtml()) + string.Concat(_leftOut.Select(line => $"<p data-still>{Html.Escape(line)}</p>"));

    /// <summary>Title, description and the table of numbers.</summary>
    public override string ToText() => string.Join("\n\n", IsEmpty ? _leftOut : [Still.ToText(), .. _leftOut]);

    // A frame without anything in it would say that there is no data.
    private bool IsEmpty => Still.Traces.Count == 0 && _leftOut.Count > 0;
}
