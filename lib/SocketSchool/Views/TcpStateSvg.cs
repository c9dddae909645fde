using System.Globalization;
using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>Draws the TCP state machine: opening above, the open connection in the middle, the two ways to close below.</summary>
internal static class TcpStateSvg
{
    /// <summary>a/o: the client's and the server's way, z: neither; y: a state, h: a state at hand.</summary>
    public const string Css = Svg.Css +
        "§ .a{--c:var(--blue)}§ .o{--c:var(--orange)}§ .z{--c:var(--line)}§ svg path.a,§ svg path.o,§ svg path.z{fill:none;stroke:var(--c);stroke-width:1.8}" +
        "§ svg path.f{fill:var(--c)}§ svg path.z{stroke-width:1.4;stroke:color-mix(in srgb,currentColor 45%,transparent)}" +
        "§ svg path.z.f{fill:color-mix(in srgb,currentColor 45%,transparent);stroke:none}" +
        "§ svg .y{fill:var(--fill);stroke:color-mix(in srgb,currentColor 40%,transparent)}" +
        "§ svg .h{fill:color-mix(in srgb,var(--green) 26%,transparent);stroke:var(--green);stroke-width:3}" +
        "§ svg .j{font-size:11.5px}§ svg text.a,§ svg text.o{fill:color-mix(in srgb,var(--c) 62%,var(--fg))}§ svg text.z{fill:var(--soft)}" +
        "§ svg .q{fill:none;stroke:var(--line);stroke-dasharray:4 4}";

    private const double HalfWidth = 66;
    private const double HalfHeight = 19;
    private const double Left = 130;
    private const double Middle = 430;
    private const double Right = 730;

    private static readonly (TcpState State, double X, double Y)[] s_boxes =
    [
        (TcpState.Closed, Middle, 32), (TcpState.Listen, Middle, 126), (TcpState.SynReceived, Left, 220), (TcpState.SynSent, Right, 220),
        (TcpState.Established, Middle, 312), (TcpState.FinWait1, Left, 424), (TcpState.FinWait2, Left, 534), (TcpState.Closing, Middle, 424),
        (TcpState.TimeWait, Middle, 534), (TcpState.CloseWait, Right, 424), (TcpState.LastAck, Right, 534),
        // Once more at the bottom, as the end of the way down.
        (TcpState.Closed, 580, 620),
    ];

    // Corner points of each arrow, then the point its words are at and how they are set against it.
    private static readonly Dictionary<(TcpState, TcpState), (double[] Points, double X, double Y, string Anchor)> s_arrows = new()
    {
        [(TcpState.Closed, TcpState.Listen)] = ([412, 51, 412, 107], 404, 83, "e"),
        [(TcpState.Listen, TcpState.Closed)] = ([448, 107, 448, 51], 456, 83, ""),
        [(TcpState.Closed, TcpState.SynSent)] = ([496, 26, 770, 26, 770, 201], 779, 110, ""),
        [(TcpState.SynSent, TcpState.Closed)] = ([730, 201, 730, 40, 496, 40], 722, 84, "e"),
        [(TcpState.Listen, TcpState.SynReceived)] = ([364, 114, 100, 114, 100, 201], 232, 106, "c"),
        [(TcpState.SynReceived, TcpState.Listen)] = ([160, 201, 160, 140, 364, 140], 232, 156, "c"),
        [(TcpState.Listen, TcpState.SynSent)] = ([496, 126, 692, 126, 692, 201], 594, 118, "c"),
        [(TcpState.SynSent, TcpState.SynReceived)] = ([664, 220, 196, 220], 430, 212, "c"),
        [(TcpState.SynReceived, TcpState.Established)] = ([160, 239, 160, 299, 364, 299], 262, 291, "c"),
        [(TcpState.SynSent, TcpState.Established)] = ([700, 239, 700, 299, 496, 299], 598, 291, "c"),
        [(TcpState.SynReceived, TcpState.FinWait1)] = ([100, 239, 100, 405], 92, 322, "e"),
        [(TcpState.Established, TcpState.FinWait1)] = ([364, 325, 160, 325, 160, 405], 168, 348, ""),
        [(TcpState.Established, TcpState.CloseWait)] = ([496, 325, 700, 325, 700, 405], 692, 348, "e"),
        [(TcpState.FinWait1, TcpState.FinWait2)] = ([130, 443, 130, 515], 138, 483, ""),
        [(TcpState.FinWait1, TcpState.Closing)] = ([196, 424, 364, 424], 280, 416, "c"),
        [(TcpState.FinWait2, TcpState.TimeWait)] = ([196, 534, 364, 534], 280, 526, "c"),
        [(TcpState.Closing, TcpState.TimeWait)] = ([430, 443, 430, 515], 422, 483, "e"),
        [(TcpState.CloseWait, TcpState.LastAck)] = ([730, 443, 730, 515], 722, 476, "e"),
        [(TcpState.LastAck, TcpState.Closed)] = ([730, 553, 730, 620, 646, 620], 738, 592, ""),
        [(TcpState.TimeWait, TcpState.Closed)] = ([430, 553, 430, 620, 514, 620], 422, 592, "e"),
    };

    public static string Draw(string id, IReadOnlyList<TcpState> states, string description)
    {
        var svg = new Svg();
        svg.Rect(40, 380, 474, 196, 10, "q").Rect(632, 380, 176, 196, 10, "q")
            .Text(502, 398, "the end that closes first", "t u e j").Text(796, 398, "the other end", "t u e j");
        foreach (var one in TcpTransition.All) DrawArrow(svg, one);
        foreach (var (state, x, y) in s_boxes)
        {
            var here = states.Contains(state);
            svg.Rect(x - HalfWidth, y - HalfHeight, 2 * HalfWidth, 2 * HalfHeight, 8, here ? "h" : "y")
                .Text(x, y + 4, TcpStates.Name(state), here ? "c w" : "c");
        }

        svg.Path("M20 600H52", "a").Text(60, 604, "usual way of the end that connects", "a u j")
            .Path("M20 622H52", "o").Text(60, 626, "usual way of the end that listens", "o u j")
            .Path("M20 644H52", "z").Text(60, 648, "rarer", "z u j");
        return svg.Picture(id, 900, 660, "The states of a TCP connection (RFC 9293)", description);
    }

    private static void DrawArrow(Svg svg, TcpTransition one)
    {
        var (points, x, y, anchor) = s_arrows[(one.From, one.To)];
        var css = one.Path switch { TcpPath.Client => "a", TcpPath.Server => "o", _ => "z" };
        var corners = points.Chunk(2).Select(point => string.Create(CultureInfo.InvariantCulture, $"{point[0]} {point[1]}"));
        svg.Path("M" + string.Join('L', corners), css)
            .Head(points[^4], points[^3], points[^2], points[^1], $"f {css}");
        // Between lines there is room for one line of words above the arrow and one below; beside an arrow they go one under the other.
        svg.Text(x, y, one.When, $"u j {anchor} {css}");
        if (one.Then != "") svg.Text(x, anchor == "c" ? y + 21 : y + 14, one.Then, $"u j {anchor} {css}");
    }
}
