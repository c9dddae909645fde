using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace SocketSchool.Interactive;

/// <summary>How figures, and any chart of Plotly.NET, are shown: alive where plotly.js is at hand, and never from the network.</summary>
internal static class ChartFormatters
{
    private const string Html = "text/html";
    private const string Text = "text/plain";

    public static void Register()
    {
        Add<Figure>(
            figure => LiveFigure.Html(GenericChart.toFigureJson(figure.ToPlotlyNet()), figure.ToHtml()),
            figure => GenericChart.toFigureJson(figure.ToPlotlyNet()),
            figure => figure.ToText());
        Add<GenericChart>(
            chart => OfChart(chart, drawn => LiveFigure.Html(GenericChart.toFigureJson(chart), drawn.ToHtml())),
            GenericChart.toFigureJson,
            chart => OfChart(chart, drawn => drawn.ToText()));
    }

    private static string OfChart(GenericChart chart, Func<PlotlyFigure, string> draw) =>
        draw(PlotlyFigure.FromJson(GenericChart.toFigureJson(chart)));

    private static void Add<T>(Func<T, string> html, Func<T, string> json, Func<T, string> text)
    {
        // Asked first, the formatter reads the type's own attribute now; asked later, it would put the attribute's order over this one.
        _ = Formatter.GetPreferredMimeTypesFor(typeof(T));
        Formatter.Register(html, Html);
        Formatter.Register(json, Figure.PlotlyMimeType);
        Formatter.Register(text, Text);
        Formatter.SetPreferredMimeTypesFor(typeof(T), Html, Figure.PlotlyMimeType, Text);
    }
}
