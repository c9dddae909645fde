using System.Net;
using System.Text;
using Microsoft.DotNet.Interactive;

namespace SocketSchool.Interactive;

/// <summary>The running servers, and for each a link and a command that stop it.</summary>
internal sealed class ServerBoard(Kernel root, StopLinks links) : View
{
    private readonly ServerList _servers = Servers.Running;

    public override string ToHtml()
    {
        if (_servers.Count == 0) return _servers.ToHtml();
        var html = new StringBuilder("<ul>");
        foreach (var server in _servers)
        {
            html.Append($"<li>Stop <strong>{Encode(server.Name)}</strong> on {Encode(server.EndPoint.ToString())}: ")
                .Append($"<a href=\"{links.To(server)}\" target=\"_blank\" rel=\"noreferrer\" ")
                .Append($"aria-label=\"Stop the {Encode(server.Name)} server on port {server.Port}\">this link</a>, ")
                .Append($"or a cell with <code>#!stop {Encode(ServerNames.Of(root, server))}</code></li>");
        }

        return $"{_servers.ToHtml()}{html}</ul>";
    }

    public override string ToText() => _servers.Count == 0
        ? _servers.ToText()
        : string.Join('\n', [_servers.ToText(), "", .. _servers.Select(server => $"#!stop {ServerNames.Of(root, server)}")]);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
