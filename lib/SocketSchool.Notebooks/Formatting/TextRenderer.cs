using System.Text;

namespace SocketSchool.Notebooks.Formatting;

/// <summary>Shapes as plain text: tables with aligned columns, everything nested on one line.</summary>
internal static class TextRenderer
{
    const int CellWidthLimit = 60;

    public static string Render(Shape shape) => shape switch
    {
        Shape.Lines lines => lines.Text,
        Shape.Bytes bytes => HexDump.Of(bytes),
        Shape.View view => view.Bundle[MimeBundle.PlainText] ?? "",
        Shape.Table table => RenderTable(table),
        Shape.Members members => RenderMembers(members),
        _ => Brief(shape),
    };

    /// <summary>A shape on one line.</summary>
    public static string Brief(Shape? shape) => shape switch
    {
        null => "",
        Shape.Word word => word.Text,
        Shape.Lines lines => FirstLine(lines.Text),
        Shape.Items items => Join("[ ", items.Values.Select(Brief), items.More, " ]"),
        Shape.Tuple tuple => Join("(", tuple.Values.Select(Brief), null, ")"),
        Shape.Bytes bytes => HexDump.Brief(bytes),
        Shape.View view => FirstLine(view.Bundle[MimeBundle.PlainText] ?? ""),
        Shape.Members members => Join("{ ", members.Values.Select(m => $"{m.Key} = {Brief(m.Value)}"), members.More, " }"),
        Shape.Table { Columns: ["value"] } table => Join("[ ", table.Rows.Select(row => Brief(row[0])), table.More, " ]"),
        Shape.Table table => Join(
            "[ ",
            table.Rows.Select(row => Join("{ ", row.Select((value, i) => $"{table.Columns[i]} = {Brief(value)}"), null, " }")),
            table.More,
            " ]"),
        _ => "",
    };

    static string RenderMembers(Shape.Members members)
    {
        var width = members.Values.Max(member => member.Key.Length);
        var text = new StringBuilder(members.TypeName);
        foreach (var (name, value) in members.Values)
            text.Append("\n  ").Append(name.PadRight(width)).Append("  ").Append(Cut(Brief(value), 2 * CellWidthLimit));
        if (members.More is not null)
            text.Append("\n  ").Append(members.More);
        return text.ToString();
    }

    static string RenderTable(Shape.Table table)
    {
        var rows = table.Rows.Select(row => row.Select(value => Cut(Brief(value), CellWidthLimit)).ToArray()).ToList();
        var widths = table.Columns.Select((column, i) => Math.Max(column.Length, rows.Max(row => (int?)row[i].Length) ?? 0)).ToArray();
        var right = table.Columns.Select((_, i) => IsNumeric(table.Rows.Select(row => row[i]))).ToArray();
        var text = new StringBuilder();
        AppendRow(text, [.. table.Columns], widths, right);
        text.Append('\n').AppendJoin("  ", widths.Select(width => new string('-', width)));
        foreach (var row in rows)
            AppendRow(text.Append('\n'), row, widths, right);
        if (table.More is not null)
            text.Append('\n').Append(table.More);
        return text.ToString();
    }

    /// <summary>Whether a column holds numbers, which stand right so that their digits line up.</summary>
    public static bool IsNumeric(IEnumerable<Shape?> column)
    {
        var any = false;
        foreach (var shape in column)
        {
            if (shape is not Shape.Word word || !double.TryParse(word.Text, System.Globalization.CultureInfo.InvariantCulture, out _))
                return false;
            any = true;
        }

        return any;
    }

    static void AppendRow(StringBuilder text, string[] cells, int[] widths, bool[] right)
    {
        var start = text.Length;
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append(i > 0 ? "  " : "");
            text.Append(right[i] ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]));
        }

        while (text.Length > start && text[^1] == ' ')
            text.Length--;
    }

    static string Join(string open, IEnumerable<string> parts, string? more, string close)
    {
        var all = more is null ? parts : parts.Append(more);
        var inside = string.Join(", ", all).Replace(", ... ", " ... ", StringComparison.Ordinal);
        return inside.Length == 0 ? open.Trim() + close.Trim() : open + inside + close;
    }

    static string FirstLine(string text) =>
        text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? text[..end].TrimEnd('\r') + " ..." : text;

    static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 4)] + " ...";
}
