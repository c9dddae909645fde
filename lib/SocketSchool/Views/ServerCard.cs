using System.Net;

namespace SocketSchool;

/// <summary>A server at a glance: state, address, who can reach it, clients, bytes, faults. A snapshot.</summary>
public sealed class ServerCard : View
{
    private const int ClientsShown = 8;
    private const int FaultsShown = 3;
    private static readonly string[] s_clientHeaders = ["client", "for", "bytes in", "bytes out", "note"];
    private readonly ServerSnapshot _server;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="server">The server.</param>
    public ServerCard(Server server) => _server = new ServerSnapshot(server ?? throw new ArgumentNullException(nameof(server)));

    /// <inheritdoc/>
    public override string ToHtml()
    {
        var facts = string.Concat(Facts().Select(fact =>
            $"<dt>{Html.Escape(fact.Name)}</dt><dd>{fact.Value.ToHtml()}</dd>"));
        var head = $"<div><b>{Html.Escape(_server.Name)}</b> server {Html.Badge(_server.Protocol, "blue").ToHtml()} " +
            $"{_server.StateBadge.ToHtml()}</div><div class=\"w m\">{_server.EndPoint}</div>";
        var clients = _server.Clients.Count == 0 ? "" : Html.Table(s_clientHeaders, ClientRows()) + Soft(MoreClients);
        var faults = _server.FaultCount == 0 ? "" : $"<p><b>Faults</b> {Html.Escape(FaultsCaption)}</p>" + FaultList.Table(LastFaults);
        // JupyterLab gives each dt a fifth of the width and floats it: both are taken back, or "reached by" breaks in two.
        return Html.Wrap($"<div class=\"k\">{head}<dl>{facts}</dl>{clients}{faults}</div>", css:
            "§ .w{font-size:17px;margin:2px 0 6px}§ dl{display:grid;grid-template-columns:max-content 1fr;gap:1px 14px;margin:0 0 4px}" +
            "§ dt{color:var(--soft);font-weight:400;margin:0;float:none;width:auto}§ dd{margin:0}");
    }

    /// <inheritdoc/>
    public override string ToText()
    {
        List<string> lines = [$"{_server.Name} server on {_server.Protocol} {_server.EndPoint}, {_server.State}"];
        var width = Facts().Max(fact => fact.Name.Length);
        lines.AddRange(Facts().Select(fact => $"  {fact.Name.PadRight(width)}  {fact.Value.Text}"));
        if (_server.Clients.Count > 0) lines.Add(Indent(Html.TextTable(s_clientHeaders, ClientRows())));
        if (MoreClients != "") lines.Add($"  {MoreClients}");
        if (_server.FaultCount > 0) lines.Add($"  faults {FaultsCaption}".TrimEnd() + "\n" + Indent(FaultList.Text(LastFaults)));
        return string.Join('\n', lines);
    }

    private string MoreClients => _server.Clients.Count > ClientsShown ? $"... and {_server.Clients.Count - ClientsShown:N0} more" : "";

    private Fault[] LastFaults => [.. _server.Faults.TakeLast(FaultsShown)];

    private string FaultsCaption => _server.FaultCount > FaultsShown ? $"(the last {FaultsShown} of {_server.FaultCount:N0})" : "";

    private IEnumerable<(string Name, Cell Value)> Facts()
    {
        if (_server.IsRunning) yield return ("reached by", _server.Reach);
        yield return (_server.Protocol == "udp" ? "heard from" : "clients", _server.ClientsSummary);
        yield return ("bytes", $"{_server.BytesReceived:N0} in, {_server.BytesSent:N0} out");
        if (_server.Age != "") yield return (_server.IsRunning ? "up" : "was up", _server.Age);
        if (_server.IsRunning) yield return ("try it", new Cell(_server.Hint, $"<span class=\"m\" data-copy=\"\">{Html.Escape(_server.Hint)}</span>"));
    }

    private IEnumerable<IReadOnlyList<Cell>> ClientRows() => _server.Clients.Take(ClientsShown).Select(one => (IReadOnlyList<Cell>)
    [
        Cell.Mono(one.Client.ToString()),
        Cell.OnOneLine(Say.Duration(one.Age)),
        FormattableString.Invariant($"{one.BytesReceived:N0}"),
        FormattableString.Invariant($"{one.BytesSent:N0}"),
        one.PeerHasFinished ? "sends no more" : "",
    ]);

    private static string Soft(string text) => text == "" ? "" : $"<p class=\"s\">{Html.Escape(text)}</p>";

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
