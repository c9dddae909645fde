using System.Text;
using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Documents;

/// <summary>One replacement in a notebook's bytes.</summary>
internal readonly record struct NotebookSplice(TextSpan Span, string Text)
{
    /// <summary>The replacements that bring the cells' changes into the notebook, in the notebook's own style of writing.</summary>
    /// <param name="syntax">The notebook as it was read.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="metadata">The notebook's new metadata, or <see langword="null"/> when they were not changed.</param>
    public static IReadOnlyList<NotebookSplice> For(NotebookSyntax syntax, IReadOnlyList<NotebookCell> cells, JsonObject? metadata)
    {
        var splices = new List<NotebookSplice>();
        JsonText? style = null;
        foreach (var cell in cells)
        {
            // A missing member is put behind the cell's last one; two missing ones share that place, so they go in as one.
            var added = new StringBuilder();
            foreach (var (name, value) in cell.Edits)
            {
                style ??= StyleOf(syntax);
                if (cell.Syntax.Members.TryGetValue(name, out var span))
                {
                    if (!JsonNode.DeepEquals(syntax.Value(span), value))
                        splices.Add(new(span, style.Write(value, MarginAt(syntax.Bytes, cell.Syntax.NameStarts[name]))));
                }
                else
                {
                    var margin = MarginAt(syntax.Bytes, cell.Syntax.NameStarts.Values.Max());
                    added.Append(',').Append(style.Indent is null ? " " : style.NewLine + margin)
                        .Append('"').Append(name).Append("\": ").Append(style.Write(value, margin));
                }
            }

            if (added.Length > 0)
                splices.Add(new(new(cell.Syntax.LastMemberEnd, cell.Syntax.LastMemberEnd), added.ToString()));
        }

        if (metadata is not null && syntax.Root.TryGetValue("metadata", out var place) && !JsonNode.DeepEquals(syntax.Value(place), metadata))
            splices.Add(new(place, (style ?? StyleOf(syntax)).Write(metadata, MarginAt(syntax.Bytes, syntax.RootNameStarts["metadata"]))));
        return splices;
    }

    static JsonText StyleOf(NotebookSyntax syntax)
    {
        var text = Encoding.UTF8.GetString(syntax.Bytes);
        var afterBrace = text.AsSpan(text.IndexOf('{') + 1);
        var newLine = afterBrace.StartsWith("\r\n") ? "\r\n" : "\n";
        string? indent = null;
        if (afterBrace.StartsWith(newLine))
        {
            var line = afterBrace[newLine.Length..];
            indent = line[..(line.Length - line.TrimStart(" \t").Length)].ToString();
        }

        // Escapes without a single raw character outside ASCII: a tool that writes ASCII wrote this.
        var ascii = Ascii.IsValid(text) && text.Contains("\\u", StringComparison.Ordinal);
        return new(indent, newLine, ascii);
    }

    static string MarginAt(byte[] bytes, int position)
    {
        var start = position;
        while (start > 0 && bytes[start - 1] is (byte)' ' or (byte)'\t')
            start--;
        return Encoding.ASCII.GetString(bytes, start, position - start);
    }
}
