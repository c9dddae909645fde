using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Documents;

/// <summary>
/// Writes JSON the way Jupyter does (Python's <c>json.dumps(indent=1, ensure_ascii=False)</c>), so that what we put into a notebook
/// is indistinguishable from what the notebook's other tools write.
/// </summary>
/// <param name="Indent">One level of indentation; <see langword="null"/> writes everything on one line.</param>
/// <param name="NewLine">The notebook's own line ending.</param>
/// <param name="Ascii">Write everything outside ASCII as <c>\uXXXX</c>, because the notebook does.</param>
internal sealed record JsonText(string? Indent, string NewLine, bool Ascii)
{
    /// <summary>The text of <paramref name="node"/>; lines after the first start with <paramref name="margin"/>.</summary>
    public string Write(JsonNode? node, string margin)
    {
        var text = new StringBuilder();
        Append(text, node, margin);
        return text.ToString();
    }

    void Append(StringBuilder text, JsonNode? node, string margin)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendMany(text, '{', '}', members, margin, (member, inner) =>
                {
                    AppendString(text, member.Key);
                    text.Append(": ");
                    Append(text, member.Value, inner);
                });
                break;
            case JsonArray items:
                AppendMany(text, '[', ']', items, margin, (item, inner) => Append(text, item, inner));
                break;
            case JsonValue value when value.TryGetValue<string>(out var s):
                AppendString(text, s);
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    void AppendMany<T>(
        StringBuilder text, char open, char close, ICollection<T> items, string margin, Action<T, string> append)
    {
        text.Append(open);
        var inner = margin + Indent;
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(Indent is null ? ", " : ",");
            first = false;
            if (Indent is not null)
                text.Append(NewLine).Append(inner);
            append(item, inner);
        }

        if (items.Count > 0 && Indent is not null)
            text.Append(NewLine).Append(margin);
        text.Append(close);
    }

    void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var paired = char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
            if (paired && !Ascii)
            {
                text.Append(c).Append(value[++i]);
                continue;
            }

            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                // A lone surrogate has no UTF-8 form: it survives only as an escape.
                _ when c < ' ' || char.IsSurrogate(c) || (Ascii && c > '~') =>
                    "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }
}
