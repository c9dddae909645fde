using System.Net;

namespace SocketSchool;

/// <summary>Draws a sequence diagram.</summary>
internal sealed class SequenceSvg(SequenceModel model, string id, bool isNarrow = false)
{
    /// <summary>p: lane, q: lane of an end that does not log, a/o: arrow to the server / to the client, g/r: green and red, d: dashed, f: filled.</summary>
    public const string Css = Svg.Css +
        "§ .p,§ .q{stroke:var(--line);stroke-width:1.5}§ .q{stroke-dasharray:2 5;stroke-width:2}§ .l{stroke:var(--line);stroke-dasharray:1 3}" +
        "§ .x{stroke:currentColor;stroke-width:1.6}§ .h{fill:var(--fill);stroke:var(--line)}§ .hq{stroke-dasharray:3 3}" +
        "§ .a{--c:var(--blue)}§ .o{--c:var(--orange)}§ .g{--c:var(--green)}§ .r{--c:var(--red)}§ .v{--c:var(--violet)}§ .z{--c:currentColor}" +
        "§ svg line.a,§ svg line.o,§ svg line.g,§ svg line.r{stroke:var(--c);stroke-width:1.7}§ svg .d{stroke-dasharray:4 4}" +
        "§ svg .f{fill:var(--c)}§ svg .k0{fill:none;stroke:var(--c);stroke-width:1.5}" +
        "§ svg .y{fill:var(--c);opacity:.13}§ svg text.a,§ svg text.o,§ svg text.g,§ svg text.r,§ svg text.v{fill:color-mix(in srgb,var(--c) 62%,var(--fg))}" +
        "§ svg .j{font-size:11px}";

    private readonly Svg _svg = new();
    private readonly SequenceLayout _at = new(model, isNarrow);
    private readonly TimeColumn _time = new(model.Events.Count == 0 ? null : model.Events[^1]);

    public string Draw()
    {
        foreach (var (line, i) in model.LeftOut().Select((line, i) => (line, i)))
        {
            _svg.Text(isNarrow ? 4 : _at.TimeRight + 12, SequenceLayout.HeaderY + 52 + (i * 18), line, "t u");
        }

        _svg.Text(_at.TimeRight, SequenceLayout.HeaderY + 29, _time.Unit, "t e j");
        DrawLanes();
        foreach (var one in model.Events.Where(one => Conversation.IsBand(one.Kind))) DrawBand(one);
        foreach (var (y, wait) in _at.Waits) _svg.Text(_at.TimeRight, y, $"+{Say.Duration(TimeSpan.FromMicroseconds(wait))}", "t e j");
        foreach (var link in model.Links) new SequenceArrow(_svg, _at, link).Draw();
        foreach (var one in model.Events) DrawEvent(one);
        if (_at.HasLegend)
        {
            _svg.Text(_at.TimeRight + 12, _at.Height - 6, isNarrow ? "dashed: seen from the other end only" : "* does not log here: what it did is seen from the other end, dashed", "t u");
        }

        var title = model.IsDatagrams ? "Sequence diagram of datagrams" : "Sequence diagram of TCP conversations";
        var description = $"{Say.Count(model.Events.Count, "event")} of {Say.Count(model.Lanes.Count, "client")} and the server, " +
            "time running down. The same follows as text.";
        return _svg.Picture(id, _at.Width, _at.Height, title, description);
    }

    private void DrawLanes()
    {
        var number = 0;
        foreach (var client in model.Lanes)
        {
            var seen = model.SeenClients.Contains(client);
            DrawLane(_at.Lane(client), model.Lanes.Count == 1 ? "client" : $"client {++number}", ShortName(client), client.ToString(), seen);
        }

        DrawLane(_at.ServerX, "server", ShortServer(), model.ServerName ?? "", model.ServerSeen);
    }

    /// <summary>Side by side there is room for the port; the address is what they mostly share, and pointing at it says it.</summary>
    private string ShortName(IPEndPoint client) => model.Lanes.Count == 1 || !model.Lanes.All(one => one.Address.Equals(client.Address))
        ? Svg.Cut(client.ToString(), model.Lanes.Count == 1 ? 22 : 15)
        : $":{client.Port}";

    private string ShortServer() => model.ServerName is not { } name ? ""
        : isNarrow && model.Lanes.Count > 1 ? name[(name.LastIndexOf(':') is >= 0 and var colon ? colon : 0)..]
        : name;

    private void DrawLane(double x, string name, string address, string tip, bool seen)
    {
        var width = Math.Max(_at.LeastHeader, (address.Length * 6.7) + 14);
        var top = SequenceLayout.HeaderY + 36;
        foreach (var band in model.Events.Where(one => Conversation.IsBand(one.Kind)).Select(_at.Y))
        {
            // Interrupted where words stand across all lanes.
            if (band - 10 > top) _svg.Line(x, top, x, band - 10, seen ? "p" : "q");
            top = band + 10;
        }

        if (_at.LanesBottom > top) _svg.Line(x, top, x, _at.LanesBottom, seen ? "p" : "q");
        _svg.Rect(x - (width / 2), SequenceLayout.HeaderY, width, 36, 5, seen ? "h" : "h hq");
        _svg.Text(x, SequenceLayout.HeaderY + 15, seen || isNarrow ? name : $"{name} *", "c u w", tip);
        _svg.Text(x, SequenceLayout.HeaderY + 29, address, "c j", tip);
    }

    private void DrawBand(WireEvent one)
    {
        var y = _at.Y(one);
        var (css, word) = one.Kind switch
        {
            WireEventKind.Fault => ("r", "fault"),
            WireEventKind.Limit => ("o", "limit"),
            WireEventKind.Note => ("v", ""),
            WireEventKind.Listen => ("g", "listens on"),
            _ => ("z", "server stopped"),
        };
        var left = _at.TimeRight + 8;
        var text = Preview.Line(one.Text);
        if (one.Client is not null && !text.Contains(one.Client.ToString(), StringComparison.Ordinal)) text = $"{one.Client}: {text}";
        _svg.Rect(left, y - 10, _at.Width - left - 2, 20, 4, $"y {css}");
        var room = (int)((_at.Width - left - 14) / 7.3) - word.Length;
        var shown = $"{word}  {Svg.Cut(text, Math.Max(8, room))}".Trim();
        _svg.Text(left + 8, y + 4, shown, css, text);
    }

    private void DrawEvent(WireEvent one)
    {
        var y = _at.Y(one);
        _svg.Text(_at.TimeRight, y + 4, _time.Of(one), "t e j");
        if (Conversation.IsBand(one.Kind) || one.Client is null) return;
        var x = _at.X(one.Side, one.Client);
        var css = one.Kind switch
        {
            WireEventKind.Reset => "r",
            WireEventKind.Close when one.Text == "reset" => "r",
            WireEventKind.Connect or WireEventKind.Accept => "g",
            WireEventKind.Send or WireEventKind.ShutdownSend => one.Side == WireSide.Client ? "a" : "o",
            WireEventKind.Receive or WireEventKind.EndOfStream => one.Side == WireSide.Client ? "o" : "a",
            _ => "z",
        };
        if (one.Kind == WireEventKind.Close) _svg.Line(x - 4, y - 4, x + 4, y + 4, "x").Line(x - 4, y + 4, x + 4, y - 4, "x");
        else _svg.Circle(x, y, 3.5, $"f {css}");
        var label = Label(one);
        var tip = SequenceText.What(one) + SequenceText.Notes(model, one);
        if (one.Side == WireSide.Server)
        {
            _svg.Text(_at.RightTextLeft, y + 4, label, css == "z" ? "" : css, tip);
        }
        else
        {
            _svg.Text(_at.LeftTextRight, y + 4, label, css == "z" ? "e" : $"e {css}", tip);
            if (x - _at.LeftTextRight > 24) _svg.Line(_at.LeftTextRight + 5, y, x - 7, y, "l");
        }
    }

    private string Label(WireEvent one)
    {
        // "2 sends in 1" is what the learner should see first, before the bytes themselves.
        var pieces = model.LinksOf(one).Count(link => link.Kind == SequenceLinkKind.Bytes);
        var mark = one.Kind == WireEventKind.Receive && pieces > 1 ? isNarrow ? $"{pieces} in 1: " : $"{pieces} sends in 1: " : "";
        return one.Kind switch
        {
            WireEventKind.Connect => "connect",
            WireEventKind.Accept => "accept",
            WireEventKind.Send => WithBytes($"send {one.Count:N0} ", one),
            WireEventKind.Receive => WithBytes($"{mark}receive {one.Count:N0} ", one),
            WireEventKind.ShutdownSend => isNarrow ? "shutdown" : "shutdown(send)",
            WireEventKind.EndOfStream => isNarrow ? "receive 0" : "receive 0: the end",
            WireEventKind.Close => $"close{(one.Text == "reset" ? " with RST" : "")}{Whose(one)}",
            WireEventKind.Reset => $"lost ({Preview.Line(one.Text)})",
            _ => one.Kind.ToString(),
        };
    }

    private string WithBytes(string verb, WireEvent one)
    {
        // What there is to say besides, such as that a datagram was truncated or that a password is hidden.
        var remark = one.Text == "" ? "" : $" ({Svg.Cut(Preview.Line(one.Text), 12)})";
        var room = (one.Side == WireSide.Server ? _at.RightCharacters : _at.LeftCharacters) - verb.Length - 4 - remark.Length;
        // Where there is no room for the bytes, pointing at the words says them.
        if (isNarrow && room < 6) return verb.TrimEnd();
        return (verb + Preview.Of(one.Preview.Span, one.Count, Math.Max(6, room))).TrimEnd() + remark;
    }

    /// <summary>The server's close has no arrow of its own when it has said before that it sends no more.</summary>
    private string Whose(WireEvent one) => one.Side == WireSide.Server && model.Lanes.Count > 1
        ? $" ({(_at.RightCharacters < 18 ? "" : "client ")}{model.Lanes.TakeWhile(lane => !lane.Equals(one.Client)).Count() + 1})"
        : "";
}
