namespace SocketSchool;

internal sealed partial class FigureSvg
{
    private const double Swatch = 26;
    private const double Gap = 20;

    private int LegendRows() => LegendItems().Select(item => item.Row).DefaultIfEmpty(-1).Max() + 1;

    private void Legend()
    {
        foreach (var (trace, x, row) in LegendItems())
        {
            var style = _styles[trace];
            var y = 38 + row * LineHeight;
            switch (_figure.Traces[trace])
            {
                case LineTrace line:
                    var dash = style.SvgDash == "" ? "" : $" stroke-dasharray=\"{style.SvgDash}\"";
                    if (line.Mode != LineMode.Markers)
                    {
                        _svg.Append(Invariant($"<line x1=\"{x:0.#}\" y1=\"{y:0.#}\" x2=\"{x + 22:0.#}\" y2=\"{y:0.#}\" stroke=\"{style.Color}\" stroke-width=\"2\"{dash}/>"));
                    }

                    if (line.Mode != LineMode.Lines) _svg.Append(Marker(style.Symbol, x + 11, y, style.Color));
                    break;
                case BandTrace:
                    _svg.Append(Invariant($"<rect x=\"{x:0.#}\" y=\"{y - 5:0.#}\" width=\"22\" height=\"10\" fill=\"{style.Color}\" fill-opacity=\".22\"/>"));
                    break;
                default:
                    _svg.Append(Invariant($"<rect x=\"{x + 6:0.#}\" y=\"{y - 5:0.#}\" width=\"10\" height=\"10\" fill=\"{style.Color}\"/>"));
                    break;
            }

            Label(x + Swatch, y + 4, LegendText(_figure.Traces[trace]), "");
        }
    }

    /// <summary>Which trace stands where; nothing when there is only one, which the title and the axis name.</summary>
    private List<(int Trace, double X, int Row)> LegendItems()
    {
        var items = new List<(int, double, int)>();
        if (_figure.Traces.Count < 2) return items;
        var (x, row) = (_left, 0);
        for (var i = 0; i < _figure.Traces.Count; i++)
        {
            var width = Swatch + TextWidth(LegendText(_figure.Traces[i]), 12) + Gap;
            if (x > _left && x + width > Right) (x, row) = (_left, row + 1);
            items.Add((i, x, row));
            x += width;
        }

        return items;
    }

    private static string LegendText(FigureTrace trace) => trace is BandTrace band ? Called(band) : trace.Name;
}
