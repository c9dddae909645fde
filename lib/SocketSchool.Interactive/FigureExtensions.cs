using Plotly.NET;

namespace SocketSchool;

/// <summary>Figures as charts of Plotly.NET.</summary>
public static class FigureExtensions
{
    /// <summary>
    /// The same chart in Plotly.NET: traces, axes, title, colours and marks. Style it on with Plotly.NET's own methods
    /// (<c>using Plotly.NET.CSharp;</c>). The figure itself stays as it is.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <returns>A new chart. Shown in a cell it is drawn without the network.</returns>
    public static GenericChart ToPlotlyNet(this Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Interactive.PlotlyNetChart.From(figure.ToPlotlyJson());
    }
}
