using System.Net;

namespace SocketSchool.App.Commands;

/// <summary>
/// A page with the words, the tables and the figures of a measurement. One file that fetches nothing: with plotly.js its figures are
/// interactive, without (or without scripts) they are pictures; the numbers stand below each in a table either way.
/// </summary>
static class MeasurePage
{
    // Replaces a picture when the interactive figure has been drawn, and not before. Its colours are those of the text around it.
    const string Draw =
        """
        const ink = () => getComputedStyle(document.body).color;
        const plots = [];
        for (const figure of document.querySelectorAll('figure')) {
          const { data, layout } = JSON.parse(figure.querySelector('script').textContent);
          const picture = figure.querySelector('svg');
          const plot = document.createElement('div');
          plot.setAttribute('role', 'img');
          plot.setAttribute('aria-label', picture.getAttribute('aria-label'));
          plot.style.height = '26em';
          picture.before(plot);
          layout.font = { ...layout.font, color: ink() };
          layout.title = { ...layout.title, x: 0, xref: 'paper', xanchor: 'left', font: { size: 15 } };
          layout.legend = { orientation: 'h', y: -0.28, yanchor: 'top', x: 0 };
          layout.margin = { l: 60, r: 44, t: 56, b: 48 };
          layout.modebar = { bgcolor: 'rgba(0,0,0,0)', color: '#808080' };
          Plotly.newPlot(plot, data, layout, { responsive: true, displaylogo: false, modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d'] })
            .then(() => { picture.remove(); plots.push(plot); }, () => plot.remove());
        }
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { for (const plot of plots) Plotly.relayout(plot, { 'font.color': ink() }); });
        """;

    /// <summary>The page.</summary>
    /// <param name="title">Its title, plain text.</param>
    /// <param name="views">What it shows, in this order.</param>
    /// <param name="plotly">The text of plotly.js; <see langword="null"/> when there is none.</param>
    public static string Of(string title, IEnumerable<IView> views, string? plotly) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{WebUtility.HtmlEncode(title)}}</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:">
        <style>:root { color-scheme: light dark } body { max-width: 60em; margin: 2em auto; padding: 0 1em; font-family: system-ui, sans-serif } figure { margin: 2em 0 }</style></head>
        <body><h1>{{WebUtility.HtmlEncode(title)}}</h1>
        {{string.Join("\n", views.Select(Show))}}
        {{(plotly is null ? "" : $"<script>{Inline(plotly)}</script>\n<script>{Draw}</script>")}}
        </body></html>

        """;

    // The JSON has no "<" in it: its writer escapes that.
    static string Show(IView view) => view is Figure figure
        ? $"<figure><script type=\"application/json\">{figure.ToPlotlyJson()}</script>{figure.ToHtml()}</figure>"
        : view.ToHtml();

    // The end of a script element within a string of the script would end the element.
    static string Inline(string script) => script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
}
