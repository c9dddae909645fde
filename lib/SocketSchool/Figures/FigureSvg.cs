using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>A figure as inline SVG: no script, no ids, the page's own text colour, values in tooltips.</summary>
internal sealed partial class FigureSvg
{
    private const double Width = 760;
    private const double Right = 740;
    private const double LineHeight = 18;
    private readonly Figure _figure;
    private readonly FigurePlot _plot;
    private readonly IReadOnlyList<FigureStyle> _styles;
    private readonly StringBuilder _svg = new();
    private readonly double _left;
    private readonly double _top;
    private readonly double _bottom;
    private readonly double _height;
    private readonly bool _slanted;

    public FigureSvg(Figure figure)
    {
        _figure = figure;
        _plot = FigurePlot.Of(figure);
        _styles = FigureStyle.Of(figure);
        // Room for the numbers of the y axis and its title, turned by 90 degrees.
        var numbers = _plot.YTicks.Major.Select(tick => TextWidth(figure.Y.Number(tick), 12)).DefaultIfEmpty(0).Max();
        _left = Math.Max(56, numbers + 38);
        _top = 34 + LegendRows() * LineHeight + (figure.Marks.Count > 0 ? 2 * LineHeight : 4);
        _bottom = _top + 290;
        var slot = (Right - _left) / Math.Max(1, _plot.Categories.Count);
        var widest = _plot.Categories.Select(label => TextWidth(Short(label), 12)).DefaultIfEmpty(0).Max();
        _slanted = widest > slot - 6;
        _height = _bottom + 46 + (_slanted ? widest * 0.6 : 0);
    }

    public string Draw()
    {
        var label = Html.Escape($"{_figure.Title}. {_figure.Description}");
        _svg.Append(Invariant($"<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {Width} {_height:0.#}\" width=\"100%\" "))
            .Append("style=\"max-width:760px;height:auto;display:block\" fill=\"none\" stroke-linejoin=\"round\" ")
            .Append("font-family=\"system-ui,'Segoe UI','DejaVu Sans',sans-serif\" font-size=\"12\">");
        Label(_left, 20, _figure.Title, "font-size=\"15\" font-weight=\"600\"");
        Legend();
        Grid();
        foreach (var i in Enumerable.Range(0, _figure.Traces.Count).OrderBy(i => _figure.Traces[i] is not BandTrace)) Trace(i);
        Marks();
        if (_figure.Traces.Count == 0) Label((_left + Right) / 2, (_top + _bottom) / 2, "no data yet", "text-anchor=\"middle\" font-size=\"14\"");
        return _svg.Append("</svg>").ToString();
    }

    private double Px(double value) => _left + (Right - _left) * Share(value, _plot.XTicks, _figure.X);

    private double Py(double value) => _bottom - (_bottom - _top) * Share(value, _plot.YTicks, _figure.Y);

    private static double Share(double value, AxisTicks ticks, FigureAxis axis) => axis.IsLog
        ? (Math.Log(value) - Math.Log(ticks.From)) / (Math.Log(ticks.To) - Math.Log(ticks.From))
        : (value - ticks.From) / (ticks.To - ticks.From);

    private void Grid()
    {
        foreach (var tick in _plot.YTicks.Minor) Rule(_left, Py(tick), Right, Py(tick), 0.07);
        foreach (var tick in _plot.XTicks.Minor) Rule(Px(tick), _top, Px(tick), _bottom, 0.07);
        foreach (var tick in _plot.YTicks.Major)
        {
            Rule(_left, Py(tick), Right, Py(tick), 0.2);
            Label(_left - 7, Py(tick) + 4, _figure.Y.Number(tick), "text-anchor=\"end\"");
        }

        foreach (var tick in _plot.XTicks.Major)
        {
            Rule(Px(tick), _top, Px(tick), _bottom, 0.2);
            Label(Px(tick), _bottom + 17, _figure.X.Number(tick), "text-anchor=\"middle\"");
        }

        for (var i = 0; i < _plot.Categories.Count; i++) Category(i);
        Rule(_left, _bottom, Right, _bottom, 0.55);
        Rule(_left, _top, _left, _bottom, 0.55);
        Label((_left + Right) / 2, _height - 9, AxisLabel(_figure.X), "text-anchor=\"middle\" font-size=\"13\"");
        var middle = (_top + _bottom) / 2;
        Label(16, middle, AxisLabel(_figure.Y), Invariant($"text-anchor=\"middle\" font-size=\"13\" transform=\"rotate(-90 16 {middle:0.#})\""));
    }

    private void Category(int index)
    {
        var x = _left + (Right - _left) * (index + 0.5) / _plot.Categories.Count;
        var turn = _slanted ? Invariant($"text-anchor=\"end\" transform=\"rotate(-38 {x:0.#} {_bottom + 14:0.#})\"") : "text-anchor=\"middle\"";
        Label(x, _bottom + (_slanted ? 14 : 17), Short(_plot.Categories[index]), turn);
    }

    private void Marks()
    {
        var shown = _figure.Marks.Where(mark => _figure.X.Shows(mark.X) && mark.X >= _plot.XTicks.From && mark.X <= _plot.XTicks.To)
            .OrderBy(mark => mark.X).ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            var x = Px(shown[i].X);
            // Words of neighbours take turns on two lines, so that they do not run into each other.
            var y = _top - 9 - (i % 2) * LineHeight;
            _svg.Append(Invariant($"<line x1=\"{x:0.#}\" y1=\"{y + 3:0.#}\" x2=\"{x:0.#}\" y2=\"{_bottom:0.#}\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\" stroke-opacity=\".75\"/>"));
            var half = TextWidth(shown[i].Text, 12) / 2;
            Label(Math.Clamp(x, _left + half, Math.Max(_left + half, Width - half - 4)), y, shown[i].Text, "text-anchor=\"middle\"");
        }
    }

    private void Rule(double x1, double y1, double x2, double y2, double opacity) => _svg.Append(Invariant(
        $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"currentColor\" stroke-opacity=\"{opacity}\"/>"));

    private void Label(double x, double y, string text, string attributes) => _svg.Append(Invariant(
        $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" fill=\"currentColor\" {attributes}>{Html.Escape(text)}</text>"));

    private static string AxisLabel(FigureAxis axis) => axis.IsBytes ? axis.Title : axis.Label;

    private static string Short(string label) => label.Length <= 24 ? label : string.Concat(label.AsSpan(0, 23), "\u2026");

    // There is no measuring of text without a font: an average character of these fonts is a little over half as wide as high.
    private static double TextWidth(string text, double size) => text.Length * size * 0.56;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
