using System.Globalization;
using System.Net;
using System.Text;

namespace SocketSchool;

/// <summary>
/// A server's last events for a narrow place, such as the page's panel or a phone: what happened on one line, the bytes themselves below
/// it. (<see cref="WireEventList"/> has a column for each and wants a page's width.)
/// </summary>
internal static class PanelLog
{
    private const int EventsShown = 100;
    private const string Css =
        "§{overflow-x:visible}§ table{width:100%}§ th,§ td{padding-right:10px}§ th:last-child,§ td:last-child{padding-right:0}" +
        "§ tr.h td{border-bottom:0;padding-bottom:0}§ tr.c td{padding-top:0;overflow-wrap:anywhere}§ .w{width:100%}";

    public static string ToHtml(WireLog log)
    {
        var dropped = log.Dropped;
        var events = log.Events;
        if (events.Count == 0) return Html.Wrap("<p>No events: the log is empty.</p>");
        var shown = events.Skip(events.Count - EventsShown).ToList();
        // What all clients share need not stand in every line.
        var sharesAddress = shown.Select(one => one.Client?.Address).OfType<IPAddress>().Distinct().Count() < 2;
        var html = new StringBuilder("<table>");
        if (dropped + events.Count - shown.Count is > 0 and var earlier)
        {
            html.Append("<caption>... ").Append(Say.Count(earlier, "earlier event")).Append(" not shown</caption>");
        }

        var time = new TimeColumn(shown[^1]);
        html.Append("<thead><tr><th class=\"n\" scope=\"col\">").Append(time.Unit)
            .Append("</th><th scope=\"col\">end</th><th class=\"w\" scope=\"col\">what</th>")
            .Append(sharesAddress ? "<th scope=\"col\">port</th>" : "<th scope=\"col\">client</th>").Append("</tr></thead><tbody>");
        foreach (var one in shown) Row(html, one, time, sharesAddress);
        return Html.Wrap(html.Append("</tbody></table>").ToString(), css: Css);
    }

    private static void Row(StringBuilder html, WireEvent one, TimeColumn time, bool sharesAddress)
    {
        var content = one.Count > 0 ? $"<span class=\"m\">{Html.Escape(Preview.Of(one.Preview.Span, one.Count))}</span>" : Html.Escape(Preview.Line(one.Text));
        var bytes = one.Kind is WireEventKind.Send or WireEventKind.Receive
            ? string.Create(CultureInfo.InvariantCulture, $" {one.Count:N0} {(one.Count == 1 ? "byte" : "bytes")}")
            : "";
        var client = one.Client is null ? "" : sharesAddress ? one.Client.Port.ToString(CultureInfo.InvariantCulture) : one.Client.ToString();
        html.Append(content == "" ? "<tr>" : "<tr class=\"h\">")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{time.Of(one)}</td><td>{(one.Side == WireSide.Server ? "server" : "client")}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{one.Kind}{bytes}</td><td class=\"m\">{Html.Escape(client)}</td></tr>");
        if (content != "") html.Append("<tr class=\"c\"><td></td><td colspan=\"3\">").Append(content).Append("</td></tr>");
    }
}
