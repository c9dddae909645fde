namespace SocketSchool;

/// <summary>A peer at a glance: where it listens, whom it talks with, what it heard. A snapshot.</summary>
internal sealed class PeerCard
{
    private const int LinesShown = 5;
    private static readonly string[] s_headers = ["talks with", "id", "address", "opened by"];
    private readonly PeerChat _peer;
    private readonly IReadOnlyList<PeerInfo> _others;
    private readonly IReadOnlyList<PeerMessage> _heard;
    private readonly bool _udp;

    public PeerCard(PeerChat peer)
    {
        _peer = peer;
        _others = peer.Peers;
        _heard = peer.Heard;
        _udp = peer.Server.Protocol == "udp";
    }

    private string State => _peer.Server.State == ServerState.Running ? "listening" : _peer.Server.State.ToString().ToLowerInvariant();

    public string ToHtml()
    {
        var facts = string.Concat(Facts().Select(fact => $"<dt>{fact.Name}</dt><dd>{fact.Value.ToHtml()}</dd>"));
        var others = _others.Count == 0 ? "" : Html.Table(Headers, Rows());
        var heard = _heard.Count == 0 ? "" : $"<p><b>Heard</b> {Html.Escape(Caption)}</p><pre>{Html.Escape(LastLines)}</pre>";
        return Html.Wrap(
            $"<div class=\"k\"><div>peer <b>{Html.Escape(_peer.Name)}</b> {Html.Badge(_peer.Server.Protocol, "blue").ToHtml()} " +
            $"{Html.Badge(State, State == "listening" ? "green" : "soft").ToHtml()}</div><div class=\"w m\">{_peer.EndPoint}</div>" +
            $"<dl>{facts}</dl>{others}{heard}</div>",
            css: "§ .w{font-size:17px;margin:2px 0 6px}§ dl{display:grid;grid-template-columns:max-content 1fr;gap:1px 14px;margin:0 0 4px}" +
            "§ dt{color:var(--soft);font-weight:400;margin:0;float:none;width:auto}§ dd{margin:0}");
    }

    public string ToText()
    {
        List<string> lines = [$"peer {_peer.Name} on {_peer.Server.Protocol} {_peer.EndPoint}, {State}"];
        lines.AddRange(Facts().Select(fact => $"  {fact.Name,-10}  {fact.Value.Text}"));
        if (_others.Count > 0) lines.Add(Indent(Html.TextTable(Headers, Rows())));
        if (_heard.Count > 0) lines.Add($"  heard {Caption}".TrimEnd() + $"\n{Indent(LastLines)}");
        return string.Join('\n', lines);
    }

    private string[] Headers => _udp ? s_headers[..3] : s_headers;

    private string Caption => _heard.Count > LinesShown ? $"(the last {LinesShown} of {Say.Number(_heard.Count)})" : "";

    private string LastLines => string.Join('\n', _heard.TakeLast(LinesShown));

    private IEnumerable<(string Name, Cell Value)> Facts()
    {
        yield return ("id", Cell.Mono(PeerHello.Format(_peer.Id)));
        if (State == "listening") yield return ("reached by", Reach.Of(_peer.EndPoint.Address));
        if (_udp) yield return ("repeated", $"{Say.Number(_peer.Repeated)} sent again, {Say.Number(_peer.Duplicates)} came twice");
        if (_peer.Server.FaultCount > 0) yield return ("faults", $"{Say.Number(_peer.Server.FaultCount)}, the last: {_peer.Server.Faults[^1].Message}");
    }

    private IEnumerable<IReadOnlyList<Cell>> Rows() => _others.Select(other =>
    {
        Cell[] row = [other.Name, Cell.Mono(PeerHello.Format(other.Id)), Cell.Mono(other.EndPoint.ToString()), other.Opened];
        return (IReadOnlyList<Cell>)(_udp ? row[..3] : row);
    });

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
