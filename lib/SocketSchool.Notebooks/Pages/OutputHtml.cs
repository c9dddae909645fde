using System.Net;
using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Pages;

/// <summary>A cell's outputs, as nbformat holds them, in HTML.</summary>
internal static class OutputHtml
{
    public static string Of(JsonNode? output) => output?["output_type"]?.ToString() switch
    {
        "stream" => $"<pre class=\"{(output["name"]?.ToString() == "stderr" ? "stderr" : "stdout")}\">{Escape(Join(output["text"]))}</pre>",
        "display_data" or "execute_result" => OfData(output["data"] as JsonObject ?? []),
        "error" => $"<pre class=\"error\">{Escape(OfError(output))}</pre>",
        _ => "",
    };

    static string OfData(JsonObject data)
    {
        if (data[MimeBundle.Html] is { } html)
            return $"<div class=\"html\">{Join(html)}</div>";
        if (data["image/svg+xml"] is { } svg)
            return $"<div class=\"html\">{Join(svg)}</div>";
        if (data["image/png"] is { } png)
            return $"<img alt=\"{Escape(Join(data[MimeBundle.PlainText]))}\" src=\"data:image/png;base64,{Escape(Join(png).ReplaceLineEndings(""))}\">";
        return $"<pre class=\"value\">{Escape(Join(data[MimeBundle.PlainText]))}</pre>";
    }

    static string OfError(JsonNode output) =>
        output["traceback"] is JsonArray { Count: > 0 } lines
            ? string.Join('\n', lines.Select(line => line?.ToString()))
            : $"{output["ename"]}: {output["evalue"]}";

    static string Join(JsonNode? text) => text is JsonArray lines ? string.Concat(lines.Select(l => l?.ToString())) : text?.ToString() ?? "";

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
