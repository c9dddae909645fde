namespace SocketSchool;

/// <summary>Draws one arrow of a sequence diagram: whole where both ends are known, dashed towards an end that is not.</summary>
internal sealed class SequenceArrow(Svg svg, SequenceLayout at, SequenceLink link)
{
    private const double Clear = 5;

    public void Draw()
    {
        var client = link.Known.Client!;
        var (from, to) = (at.Shows(link.From) ? link.From : null, at.Shows(link.To) ? link.To : null);
        var target = link.Source == WireSide.Client ? WireSide.Server : WireSide.Client;
        var css = link.Kind switch
        {
            SequenceLinkKind.Handshake => "g",
            SequenceLinkKind.Reset => "r",
            _ => link.Source == WireSide.Client ? "a" : "o",
        };
        var (x1, x2) = (at.X(link.Source, client), at.X(target, client));
        var side = Math.Sign(x2 - x1);
        if (from is not null && to is not null) Whole(x1 + (side * Clear), at.Y(from), x2 - (side * Clear), at.Y(to), css);
        else if (to is not null) FromNowhere(x1, x2 - (side * Clear), at.Y(to), css);
        else if (from is not null) ToNowhere(x1 + (side * Clear), x2, at.Y(from), css, link.To is not null);
    }

    private void Whole(double x1, double y1, double x2, double y2, string css)
    {
        svg.Line(x1, y1, x2, y2, css).Head(x1, y1, x2, y2, $"f {css}");
        // A handshake goes both ways, and its calls return in either order.
        if (link.Kind == SequenceLinkKind.Handshake) svg.Head(x2, y2, x1, y1, $"f {css}");
        var text = Words();
        if (text == "") return;
        // Near the end where its fellows are apart: the pieces of one send leave from one point, those of one receive meet in one.
        var split = link.From is not null && link.Count < link.From.Count;
        var t = split ? 0.66 : link.IsPiece ? 0.34 : 0.5;
        Tag(x1 + ((x2 - x1) * t), y1 + ((y2 - y1) * t), text, css, Math.Atan((y2 - y1) / (x2 - x1)) * 180 / Math.PI);
    }

    private void FromNowhere(double x1, double x2, double y, string css)
    {
        var middle = x1 + ((x2 - x1) * 0.45);
        svg.Line(x1, y, middle, y, $"{css} d").Line(middle, y, x2, y, css).Head(x1, y, x2, y, $"f {css}");
        var text = link.From is not null || link.Gap == SequenceGap.Earlier ? $"{Words()} sent earlier".Trim() : Words();
        if (text != "") Tag((x1 + x2) / 2, y, text, css);
    }

    private void ToNowhere(double x1, double x2, double y, string css, bool later)
    {
        var state = later ? "" : link.Gap switch
        {
            SequenceGap.NotRead => link.Kind == SequenceLinkKind.Handshake ? "not accepted yet" : "not read yet",
            SequenceGap.NeverRead when link.Kind == SequenceLinkKind.Bytes => "never read",
            _ => "",
        };
        var end = state != "" ? x1 + ((x2 - x1) * 0.74) : x2 - (Math.Sign(x2 - x1) * Clear);
        var middle = x1 + ((end - x1) * 0.55);
        svg.Line(x1, y, middle, y, css).Line(middle, y, end - (9 * Math.Sign(end - x1)), y, $"{css} d").Head(x1, y, end, y, $"k0 {css}");
        var text = $"{Words()} {state}".Trim();
        if (text != "") Tag((x1 + end) / 2, y, text, css);
    }

    /// <summary>What the arrow itself has to say; its ends have said the rest.</summary>
    private string Words() => link.Kind switch
    {
        SequenceLinkKind.Handshake => "handshake",
        SequenceLinkKind.Fin => "FIN",
        SequenceLinkKind.Reset => "RST",
        _ when link.IsPiece => Piece(),
        _ => "",
    };

    private string Piece()
    {
        var source = link.From ?? link.To!;
        var start = link.From is not null ? link.FromStart : link.ToStart;
        var bytes = source.Preview.Span;
        var shown = start < bytes.Length ? bytes.Slice((int)start, (int)Math.Min(link.Count, bytes.Length - start)) : [];
        return $"{link.Count:N0} {Preview.Of(shown, link.Count, 12)}".Trim();
    }

    /// <summary>Text just above a line and along it, so that the line does not run through it.</summary>
    private void Tag(double x, double y, string text, string css, double degrees = 0) =>
        svg.Raw(degrees == 0 ? "" : $"<g transform=\"rotate({Svg.N(degrees)} {Svg.N(x)} {Svg.N(y)})\">")
            .Text(x, y - 4, text, $"c j {css}")
            .Raw(degrees == 0 ? "" : "</g>");
}
