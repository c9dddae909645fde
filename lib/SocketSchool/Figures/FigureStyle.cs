namespace SocketSchool;

/// <summary>Colour, dash and marker of a trace: three ways to tell it apart, so that colour alone never carries the meaning.</summary>
/// <param name="Color">Hexadecimal, of middle brightness: it stands out on white and on black.</param>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
/// <param name="SvgDash">For <c>stroke-dasharray</c>; empty when solid.</param>
/// <param name="PlotlyDash">Plotly's name of it.</param>
/// <param name="Symbol">Plotly's name of the marker.</param>
internal sealed record FigureStyle(string Color, int Red, int Green, int Blue, string SvgDash, string PlotlyDash, string Symbol)
{
    private static readonly string[] Colors = ["#2f7fd6", "#c96a12", "#2e8b57", "#9463d6", "#d64545", "#1a8f96", "#c2559d", "#87782f"];
    private static readonly (string Svg, string Plotly)[] Dashes = [("", "solid"), ("7 4", "dash"), ("2 3", "dot"), ("8 3 2 3", "dashdot")];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up"];

    public string Translucent => $"rgba({Red},{Green},{Blue},0.2)";

    /// <summary>The style of each trace, in their order. Traces of one colour key share it.</summary>
    public static IReadOnlyList<FigureStyle> Of(Figure figure)
    {
        // Lines first, so that a band that was added before its line takes the line's style.
        var keys = figure.Traces.OrderBy(trace => trace is BandTrace).Select(trace => trace.ColorKey).Distinct().ToList();
        return [.. figure.Traces.Select(trace => At(keys.IndexOf(trace.ColorKey)))];
    }

    private static FigureStyle At(int index)
    {
        var color = Colors[index % Colors.Length];
        // Shifted with every time through the colours, or the ninth trace would look like the first.
        var shifted = index + index / Colors.Length;
        var dash = Dashes[shifted % Dashes.Length];
        return new FigureStyle(
            color, Channel(1), Channel(3), Channel(5), dash.Svg, dash.Plotly, Symbols[shifted % Symbols.Length]);

        int Channel(int at) => Convert.ToInt32(color.Substring(at, 2), 16);
    }
}
