namespace SocketSchool;

/// <summary>The formatters of a <see cref="PlotlyFigure"/>: those of every view, and Plotly's.</summary>
internal sealed class PlotlyFigureFormatterSource
{
    // A kernel calls this by its name, on an instance.
#pragma warning disable CA1822
    public IEnumerable<object> CreateTypeFormatters() =>
#pragma warning restore CA1822
    [
        new ViewFormatter("text/html", view => view.ToHtml()),
        new ViewFormatter(Figure.PlotlyMimeType, view => ((PlotlyFigure)view).Json),
        new ViewFormatter("text/plain", view => view.ToText()),
    ];
}
