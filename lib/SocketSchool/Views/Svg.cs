using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>Builds the inside of an SVG picture: shapes with classes; colours and widths come from the view's CSS.</summary>
internal sealed class Svg
{
    /// <summary>The CSS that every picture shares; <c>§</c> stands for the id selector.</summary>
    public const string Css =
        "§ svg{display:block;max-width:100%;height:auto;color:inherit}§ svg text{fill:currentColor;font:12px var(--mono)}" +
        "§ svg .t{fill:var(--soft)}§ svg .e{text-anchor:end}§ svg .c{text-anchor:middle}§ svg .w{font-weight:600}" +
        "§ svg .u{font-family:system-ui,'Segoe UI','DejaVu Sans',sans-serif}";

    private readonly StringBuilder _body = new();

    /// <summary>A number as SVG wants it, to a tenth of a unit.</summary>
    public static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    public Svg Line(double x1, double y1, double x2, double y2, string css) =>
        Raw($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{css}\"/>");

    public Svg Circle(double x, double y, double r, string css) =>
        Raw($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\" class=\"{css}\"/>");

    public Svg Rect(double x, double y, double width, double height, double round, string css) =>
        Raw($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"{N(round)}\" class=\"{css}\"/>");

    public Svg Path(string d, string css) => Raw($"<path d=\"{d}\" class=\"{css}\"/>");

    /// <summary>Text with its baseline at <paramref name="y"/>; pointing at it shows <paramref name="tip"/>, the whole of a text that was cut.</summary>
    public Svg Text(double x, double y, string text, string css, string tip = "") =>
        Raw($"<text x=\"{N(x)}\" y=\"{N(y)}\" class=\"{css}\">{Html.Escape(text)}{(tip == "" ? "" : $"<title>{Html.Escape(tip)}</title>")}</text>");

    /// <summary>An arrowhead with its tip at the point, for a line that comes from (fromX, fromY).</summary>
    public Svg Head(double fromX, double fromY, double x, double y, string css)
    {
        var length = Math.Max(0.001, Math.Sqrt(((x - fromX) * (x - fromX)) + ((y - fromY) * (y - fromY))));
        var (ux, uy) = ((x - fromX) / length, (y - fromY) / length);
        var (bx, by) = (x - (9 * ux), y - (9 * uy));
        return Path($"M{N(x)} {N(y)}L{N(bx - (4 * uy))} {N(by + (4 * ux))}L{N(bx + (4 * uy))} {N(by - (4 * ux))}z", css);
    }

    public Svg Raw(string markup)
    {
        _body.Append(markup);
        return this;
    }

    /// <summary>
    /// The whole picture. The ids of title and description, plain text both, are made from the output's <paramref name="id"/>; the
    /// description says what there is to see for those who cannot.
    /// </summary>
    public string Picture(string id, double width, double height, string title, string description) =>
        $"<svg role=\"img\" aria-labelledby=\"{id}t {id}d\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\">" +
        $"<title id=\"{id}t\">{Html.Escape(title)}</title><desc id=\"{id}d\">{Html.Escape(description)}</desc>{_body}</svg>";

    /// <summary>The text, cut to a number of characters with an ellipsis.</summary>
    public static string Cut(string text, int limit) => text.Length <= limit
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1), "…");
}
