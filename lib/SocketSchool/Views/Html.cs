using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocketSchool;

/// <summary>The one look of all views: escaping, the frame with its theme, tables.</summary>
/// <remarks>
/// The theme is made from the colour of the text around it (VS Code's and JupyterLab's variables where there are any), so it fits
/// light and dark pages without asking which one it is in. Graphics use accents of middle brightness, which stand out on both;
/// coloured text mixes the accent with the text's colour. Everything is scoped by the output's own id, which also outranks
/// the rules that JupyterLab has for tables.
/// </remarks>
internal static class Html
{
    /// <summary>Text for an element's body or a quoted attribute. What HTML cannot hold (control characters) becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var html = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                html.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                '\n' or '\t' => html.Append(c),
                _ when char.IsControl(c) || char.IsSurrogate(c) => html.Append('\uFFFD'),
                _ => html.Append(c),
            };
        }

        return html.ToString();
    }

    /// <summary>An id that no other output on the page has, however often the same cell is run.</summary>
    public static string NewId() => "ss" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));

    /// <summary>The frame around a view: a unique id and the theme, scoped to it.</summary>
    /// <param name="bodyHtml">The inside, already escaped.</param>
    /// <param name="id">From <see cref="NewId"/> when the inside needs it too; a new one when left out.</param>
    /// <param name="css">
    /// Rules of this kind of view beside the shared ones; every <c>§</c> in them stands for the id selector, as in
    /// <c>§ .lane{stroke:var(--line)}</c>. The theme's variables: <c>--fg --soft --line --fill --blue --orange --green --red --violet</c>.
    /// </param>
    public static string Wrap(string bodyHtml, string? id = null, string css = "")
    {
        id ??= NewId();
        return $"<div id=\"{id}\"><style>{(Theme + css).Replace("§", "#" + id)}</style>{bodyHtml}</div>";
    }

    /// <summary>A table. A column whose cells are all numbers is set to the right.</summary>
    /// <param name="headers">Plain text, one for each column.</param>
    /// <param name="rows">Cells; a string is plain text.</param>
    /// <param name="caption">Plain text above the table; none when empty.</param>
    public static string Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<Cell>> rows, string caption = "")
    {
        IReadOnlyList<IReadOnlyList<Cell>> all = [.. rows];
        var numeric = Numeric(headers.Count, all);
        var html = new StringBuilder("<table>");
        if (caption != "") html.Append("<caption>").Append(Escape(caption)).Append("</caption>");
        html.Append("<thead><tr>");
        for (var i = 0; i < headers.Count; i++)
        {
            html.Append(numeric[i] ? "<th class=\"n\" scope=\"col\">" : "<th scope=\"col\">").Append(Escape(headers[i])).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in all)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                html.Append(i < numeric.Length && numeric[i] ? "<td class=\"n\">" : "<td>").Append(row[i].ToHtml()).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>The same table as aligned text, lines separated by <c>\n</c>, without one at the end.</summary>
    /// <inheritdoc cref="Table" path="/param"/>
    public static string TextTable(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        IReadOnlyList<IReadOnlyList<Cell>> all = [.. rows];
        var numeric = Numeric(headers.Count, all);
        var widths = headers.Select((header, i) => all.Select(row => i < row.Count ? row[i].Text.Length : 0).Append(header.Length).Max())
            .ToArray();
        var lines = all.Select(row => Line([.. row.Select(cell => cell.Text)]))
            .Prepend(Line([.. widths.Select(width => new string('-', width))]))
            .Prepend(Line(headers));
        return string.Join('\n', lines);

        string Line(IReadOnlyList<string> cells) => string.Join("  ", cells.Select((cell, i) =>
            i >= widths.Length ? cell : numeric[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
    }

    /// <summary>A small coloured word, for instance a state. The word says it all; the colour only repeats it.</summary>
    /// <param name="word">Plain text.</param>
    /// <param name="color">A variable of the theme without its dashes: <c>blue</c>, <c>orange</c>, <c>green</c>, <c>red</c>, <c>violet</c>.</param>
    public static Cell Badge(string word, string color) =>
        new(word, $"<span class=\"b\" style=\"--c:var(--{color})\">{Escape(word)}</span>");

    /// <summary>Something folded away under a line that opens it.</summary>
    /// <param name="summary">Plain text.</param>
    /// <param name="bodyHtml">The inside, already escaped.</param>
    public static string Details(string summary, string bodyHtml) =>
        $"<details><summary>{Escape(summary)}</summary>{bodyHtml}</details>";

    private static bool[] Numeric(int columns, IReadOnlyList<IReadOnlyList<Cell>> rows) =>
        [.. Enumerable.Range(0, columns).Select(i =>
        {
            var texts = rows.Where(row => i < row.Count && row[i].Text != "").Select(row => row[i].Text).ToArray();
            return texts.Length > 0 && texts.All(text =>
                double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _));
        })];

    // Short, because every output carries it. b: badge, n: number, nb: on one line, m: mono, s: soft, k: card.
    private const string Theme =
        "§{--fg:var(--vscode-foreground,var(--jp-content-font-color1,currentColor));" +
        "--blue:#2f7fd6;--orange:#c96a12;--green:#2e8b57;--red:#d64545;--violet:#9463d6;" +
        "color:var(--vscode-foreground,var(--jp-content-font-color1,inherit));" +
        "--soft:color-mix(in srgb,currentColor 68%,transparent);--line:color-mix(in srgb,currentColor 22%,transparent);" +
        "--fill:color-mix(in srgb,currentColor 6%,transparent);--mono:ui-monospace,Consolas,Menlo,'DejaVu Sans Mono',monospace;" +
        "font:14px/1.45 system-ui,'Segoe UI','DejaVu Sans',sans-serif;max-width:70em;overflow-x:auto}" +
        "§ table{border-collapse:collapse;margin:.4em 0;font-size:13px;table-layout:auto}" +
        "§ th,§ td{text-align:left;vertical-align:baseline;padding:3px 12px 3px 0;border:0;border-bottom:1px solid var(--line);white-space:normal;max-width:44em}" +
        "§ th{font-weight:600;color:var(--soft)}§ tr{background:none!important}" +
        "§ .n{text-align:right;font-variant-numeric:tabular-nums}§ .nb{white-space:nowrap}§ caption{text-align:left;color:var(--soft);padding:2px 0}" +
        "§ code,§ pre,§ .m{font-family:var(--mono);font-size:12.5px;background:none;color:inherit;padding:0}§ .s{color:var(--soft)}" +
        "§ .b{display:inline-block;padding:0 7px;border-radius:9px;font-size:12px;line-height:18px;white-space:nowrap;" +
        "color:color-mix(in srgb,var(--c) 55%,var(--fg));background:color-mix(in srgb,var(--c) 16%,transparent)}" +
        "§ .k{border:1px solid var(--line);border-radius:8px;padding:10px 14px;background:var(--fill);max-width:56em}" +
        "§ details{margin:.4em 0}§ summary{cursor:pointer;color:var(--soft)}§ pre{overflow-x:auto;margin:.4em 0;line-height:1.4;white-space:pre}" +
        "§ p{margin:.35em 0}";
}
