using System.Net;

namespace SocketSchool;

/// <summary>Where everything of a sequence diagram goes, in SVG units. One row an event; a long wait gets some more room.</summary>
internal sealed class SequenceLayout
{
    public const double Row = 22;
    private const double HeaderTop = 6;
    private const double Character = 7.3;
    private readonly Dictionary<WireEvent, double> _rows = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IPEndPoint, double> _lanes = [];

    public SequenceLayout(SequenceModel model, bool isNarrow = false)
    {
        // What a client did is written left of the lanes, what the server did right of them; a side that does not log needs no room.
        var single = model.Lanes.Count <= 1;
        var (laneStep, toServer) = isNarrow ? (62, single ? 130 : 76) : (98, single ? 250 : 140);
        (LeastHeader, TimeRight) = isNarrow ? (58, 62) : (92, 76);
        LeftLabels = model.SeenClients.Count > 0;
        (LeftCharacters, RightCharacters) = (isNarrow, single, LeftLabels) switch
        {
            (true, true, _) => (15, 15),
            (true, false, true) => (10, 13),
            (true, false, false) => (0, 20),
            (false, true, _) => (35, 37),
            _ => (24, 30),
        };
        var x = TimeRight + 12 + (LeftLabels ? (LeftCharacters * Character) + 8 : 0);
        LeftTextRight = x;
        x += LeftLabels && single ? 14 : single ? 68 : isNarrow ? 34 : 54;
        foreach (var lane in model.Lanes)
        {
            _lanes[lane] = x;
            x += laneStep;
        }

        ServerX = model.Lanes.Count == 0 ? x : x - laneStep + toServer;
        RightTextLeft = ServerX + 16;
        Width = Math.Max(isNarrow ? 0 : 780, RightTextLeft + (model.ServerSeen ? RightCharacters * Character : 60));

        LinesAbove = model.LeftOut().Count();
        LanesTop = HeaderTop + 38 + (LinesAbove * 18);
        var y = LanesTop + 20;
        WireEvent? before = null;
        foreach (var one in model.Events)
        {
            if (before is not null && one.Microseconds - before.Microseconds >= 100_000)
            {
                Waits.Add((y - 2, one.Microseconds - before.Microseconds));
                y += 18;
            }

            _rows[one] = y;
            y += Row;
            before = one;
        }

        LanesBottom = y - 4;
        HasLegend = !model.ServerSeen || model.Lanes.Any(lane => !model.SeenClients.Contains(lane));
        Height = y + (HasLegend ? 22 : 4);
    }

    /// <summary>Where the times end.</summary>
    public double TimeRight { get; }

    /// <summary>The least width of the box at the top of a lane.</summary>
    public double LeastHeader { get; }

    /// <summary>How many characters fit left of the lanes.</summary>
    public int LeftCharacters { get; }

    /// <summary>How many characters fit right of the lanes.</summary>
    public int RightCharacters { get; }

    /// <summary>Whether something is dashed, which is then explained.</summary>
    public bool HasLegend { get; }

    public bool LeftLabels { get; }

    public double LeftTextRight { get; }

    public double ServerX { get; }

    public double RightTextLeft { get; }

    public double Width { get; }

    public double Height { get; }

    public double LanesTop { get; }

    public double LanesBottom { get; }

    public int LinesAbove { get; }

    public static double HeaderY => HeaderTop;

    /// <summary>Waits of a tenth of a second and more: where, and how long in microseconds.</summary>
    public List<(double Y, double Microseconds)> Waits { get; } = [];

    public double Lane(IPEndPoint client) => _lanes[client];

    public double X(WireSide side, IPEndPoint client) => side == WireSide.Server ? ServerX : _lanes[client];

    public double Y(WireEvent one) => _rows[one];

    public bool Shows(WireEvent? one) => one is not null && _rows.ContainsKey(one);
}
