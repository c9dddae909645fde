using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>What <c>/request</c> answers: the request itself, as a page for a browser and as text for everybody else.</summary>
internal static class RequestPage
{
    public static HttpResponse Answer(HttpRequest request)
    {
        // A browser says that it wants a page; curl says that it takes anything.
        var response = request.Header("Accept")?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true
            ? HttpResponse.Html(Page(request)).With("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
            : HttpResponse.Text(request.HeadText);
        return response.With("Cache-Control", "no-store").With("Vary", "Accept").With("X-Content-Type-Options", "nosniff");
    }

    /// <summary>What a header is for, in a few words; empty for those that few people meet.</summary>
    public static string Meaning(string name) => name.ToLowerInvariant() switch
    {
        "host" => "The name and port in the address bar. One server can be many sites, so HTTP/1.1 demands it.",
        "user-agent" => "Who is calling, in its own words. Anybody may write anything here.",
        "accept" => "Which kinds of content it can show, the favourite first; q is how much it likes one.",
        "accept-encoding" => "Which compressions it can undo. This server sends everything as it is.",
        "accept-language" => "Which languages its user reads.",
        "connection" => "Whether to keep this connection for the next request.",
        "cookie" => "What this site asked it to remember earlier.",
        "referer" => "The page that led here. The name has been misspelt since 1996.",
        "origin" => "The site whose page asks for this.",
        "cache-control" or "pragma" => "Whether an answer from a cache will do.",
        "if-none-match" => "\"I have the version with this tag: send it only if yours is another.\"",
        "if-modified-since" => "\"I have the version of this time: send it only if yours is newer.\"",
        "upgrade-insecure-requests" => "\"I would rather be sent to an https address.\"",
        "sec-fetch-site" => "Where the wish came from: this site, another, or the user.",
        "sec-fetch-mode" => "What for: navigate is a page to look at.",
        "sec-fetch-dest" => "Where the answer goes: document is the window itself.",
        "sec-fetch-user" => "?1 says that a person clicked or typed.",
        "sec-ch-ua" or "sec-ch-ua-mobile" or "sec-ch-ua-platform" => "Who is calling, in parts: brand, on a phone or not, system.",
        "priority" => "How urgent the answer is (u=0 is the most).",
        "dnt" or "sec-gpc" => "A wish not to be followed around.",
        "content-length" => "How many bytes of body follow.",
        "content-type" => "What the body is.",
        _ => "",
    };

    private static string Page(HttpRequest request)
    {
        var rows = new StringBuilder();
        foreach (var header in request.Headers)
        {
            rows.Append(CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Html.Escape(header.Name)}</th><td><code>{Html.Escape(header.Value)}</code></td><td>{Html.Escape(Meaning(header.Name))}</td></tr>\n");
        }

        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>What your browser sent</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 17px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; vertical-align: top; padding: .35em .8em .35em 0; border-bottom: 1px solid #8884 }
            th { white-space: nowrap }
            code, pre { font: .9em/1.45 ui-monospace, monospace; overflow-wrap: anywhere }
            pre { white-space: pre-wrap; border-left: 4px solid #4a90d9; padding: .3em 1em }
            </style>
            </head>
            <body>
            <h1>What your browser sent</h1>
            <p>It came from <code>{{request.Client}}</code>. First the request line: what to do, with what, in which version of HTTP.</p>
            <pre>{{Html.Escape(request.ToString())}}</pre>
            <p>Then {{Say.Count(request.Headers.Count, "header")}}, one a line:</p>
            <table>
            {{rows}}</table>
            <p>Then an empty line, which says that this was all. Here are the same bytes as they came over the socket, {{Say.Number(request.HeadBytes.Length)}} of them:</p>
            <pre>{{Html.Escape(request.HeadText.TrimEnd())}}</pre>
            <p><a href="/">Back to the first page</a></p>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }
}
