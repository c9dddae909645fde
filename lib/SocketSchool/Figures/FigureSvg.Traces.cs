namespace SocketSchool;

internal sealed partial class FigureSvg
{
    private void Trace(int index)
    {
        var style = _styles[index];
        switch (_figure.Traces[index])
        {
            case LineTrace line:
                Line(line, style);
                break;
            case BandTrace band:
                Band(band, style);
                break;
            case BarTrace bars:
                Bars(bars, style);
                break;
            case HistogramTrace bins:
                Histogram(bins, style);
                break;
        }
    }

    private void Line(LineTrace line, FigureStyle style)
    {
        if (line.Mode != LineMode.Markers)
        {
            // A missing value ends one stroke, and the next value begins another.
            var path = string.Concat(line.X.Select((x, i) => !Shows(x, line.Y[i]) ? ""
                : Invariant($"{(i > 0 && Shows(line.X[i - 1], line.Y[i - 1]) ? 'L' : 'M')}{Px(x):0.#} {Py(line.Y[i]):0.#}")));
            var dash = style.SvgDash == "" ? "" : $" stroke-dasharray=\"{style.SvgDash}\"";
            _svg.Append($"<path d=\"{path}\" stroke=\"{style.Color}\" stroke-width=\"2\"{dash}/>");
        }

        for (var i = 0; i < line.X.Count; i++)
        {
            if (!Shows(line.X[i], line.Y[i])) continue;
            var (x, y) = (Px(line.X[i]), Py(line.Y[i]));
            _svg.Append("<g>").Append(Tip($"{line.Name}, {_figure.X.Value(line.X[i])}: {_figure.Y.Value(line.Y[i])}"));
            if (line.Mode != LineMode.Lines) _svg.Append(Marker(style.Symbol, x, y, style.Color));
            // What the pointer has to hit is larger than what it sees.
            _svg.Append(Invariant($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"9\" fill=\"#000\" fill-opacity=\"0\"/></g>"));
        }
    }

    private void Band(BandTrace band, FigureStyle style)
    {
        // Each run of values without a gap is one area: along its upper edge, back along the lower one.
        for (var from = 0; from < band.X.Count; from++)
        {
            if (!Whole(from)) continue;
            var to = from;
            while (to + 1 < band.X.Count && Whole(to + 1)) to++;
            var upper = Enumerable.Range(from, to - from + 1).Select(i => Invariant($"{Px(band.X[i]):0.#} {Py(band.High[i]):0.#}"));
            var lower = Enumerable.Range(from, to - from + 1).Reverse().Select(i => Invariant($"{Px(band.X[i]):0.#} {Py(band.Low[i]):0.#}"));
            _svg.Append($"<path d=\"M{string.Join('L', upper.Concat(lower))}Z\" fill=\"{style.Color}\" fill-opacity=\".22\">")
                .Append(Tip(Called(band))).Append("</path>");
            from = to;
        }

        bool Whole(int i) => Shows(band.X[i], band.Low[i]) && _figure.Y.Shows(band.High[i]);
    }

    private void Bars(BarTrace bars, FigureStyle style)
    {
        var all = _figure.Traces.OfType<BarTrace>().ToList();
        var categories = _plot.Categories.ToList();
        var slot = (Right - _left) / _plot.Categories.Count;
        var width = Math.Min(60, slot * 0.72 / all.Count);
        for (var i = 0; i < bars.Labels.Count; i++)
        {
            var category = categories.IndexOf(bars.Labels[i]);
            var x = _left + slot * (category + 0.5) + width * (all.IndexOf(bars) - all.Count / 2.0);
            Bar(x, width, bars.Values[i], style, $"{bars.Name}, {bars.Labels[i]}: {_figure.Y.Value(bars.Values[i])}");
        }
    }

    private void Histogram(HistogramTrace bins, FigureStyle style)
    {
        for (var i = 0; i < bins.Counts.Count; i++)
        {
            if (bins.Counts[i] == 0 || !_figure.X.Shows(bins.Edges[i])) continue;
            var (from, to) = (Px(bins.Edges[i]), Px(bins.Edges[i + 1]));
            Bar(from, Math.Max(0.5, to - from - 0.6), bins.Counts[i], style,
                $"{_figure.X.Number(bins.Edges[i])} to {_figure.X.Value(bins.Edges[i + 1])}: {_figure.Y.Value(bins.Counts[i])}");
        }
    }

    private void Bar(double x, double width, double value, FigureStyle style, string tip)
    {
        if (!_figure.Y.Shows(value)) return;
        // A bar stands on zero, which a logarithmic axis does not have: there it stands on the axis.
        var foot = _figure.Y.IsLog ? _bottom : Py(0);
        var (top, height) = (Math.Min(foot, Py(value)), Math.Abs(foot - Py(value)));
        // What was counted at all is seen: at least a hairline.
        if (value != 0 && height < 1) (top, height) = (foot - 1, 1);
        _svg.Append(Invariant($"<rect x=\"{x:0.##}\" y=\"{top:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{style.Color}\">"))
            .Append(Tip(tip)).Append("</rect>");
    }

    private bool Shows(double x, double y) => _figure.X.Shows(x) && _figure.Y.Shows(y);

    private static string Called(BandTrace band) => band.Of == "" ? band.Name : $"{band.Of}, {band.Name}";

    private static string Tip(string text) => $"<title>{Html.Escape(text)}</title>";

    private static string Marker(string symbol, double x, double y, string color) => symbol switch
    {
        "square" => Invariant($"<rect x=\"{x - 3.5:0.#}\" y=\"{y - 3.5:0.#}\" width=\"7\" height=\"7\" fill=\"{color}\"/>"),
        "diamond" => Invariant($"<path d=\"M{x:0.#} {y - 5:0.#}l5 5l-5 5l-5 -5z\" fill=\"{color}\"/>"),
        "triangle-up" => Invariant($"<path d=\"M{x:0.#} {y - 5:0.#}l4.6 8.4h-9.2z\" fill=\"{color}\"/>"),
        _ => Invariant($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3.6\" fill=\"{color}\"/>"),
    };
}
