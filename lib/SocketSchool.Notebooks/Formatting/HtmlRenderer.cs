using System.Net;
using System.Text;

namespace SocketSchool.Notebooks.Formatting;

/// <summary>
/// Shapes as HTML: tables with headings that screen readers announce, no scripts, no styles and no ids of its own, so that the same
/// output can stand in a page any number of times.
/// </summary>
internal static class HtmlRenderer
{
    /// <summary>The HTML, or <see langword="null"/> for a shape that is as good as plain text.</summary>
    public static string? Render(Shape shape) => shape switch
    {
        Shape.Table or Shape.Members => Nested(shape),
        Shape.View view => view.Bundle[MimeBundle.Html],
        _ => null,
    };

    static string Nested(Shape? shape) => shape switch
    {
        Shape.Table table => Table(table),
        Shape.Members members => Members(members),
        Shape.View view => view.Bundle[MimeBundle.Html] ?? Escape(view.Bundle[MimeBundle.PlainText] ?? ""),
        Shape.Lines lines => $"<pre>{Escape(lines.Text)}</pre>",
        Shape.Bytes => $"<code>{Escape(TextRenderer.Brief(shape))}</code>",
        _ => Escape(TextRenderer.Brief(shape)),
    };

    static string Table(Shape.Table table)
    {
        var numeric = table.Columns.Select((_, i) => TextRenderer.IsNumeric(table.Rows.Select(row => row[i]))).ToArray();
        var html = new StringBuilder("<table class=\"ss-table\"><thead><tr>");
        for (var i = 0; i < table.Columns.Count; i++)
            html.Append(numeric[i] ? "<th scope=\"col\" class=\"ss-number\">" : "<th scope=\"col\">").Append(Escape(table.Columns[i])).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                html.Append(numeric[i] ? "<td class=\"ss-number\">" : "<td>").Append(Nested(row[i])).Append("</td>");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        return html.Append(More(table.More)).ToString();
    }

    static string Members(Shape.Members members)
    {
        var html = new StringBuilder("<table class=\"ss-table\"><caption>").Append(Escape(members.TypeName)).Append("</caption><tbody>");
        foreach (var (name, value) in members.Values)
            html.Append("<tr><th scope=\"row\">").Append(Escape(name)).Append("</th><td>").Append(Nested(value)).Append("</td></tr>");
        return html.Append("</tbody></table>").Append(More(members.More)).ToString();
    }

    static string More(string? more) => more is null ? "" : $"<p class=\"ss-more\">{Escape(more)}</p>";

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
