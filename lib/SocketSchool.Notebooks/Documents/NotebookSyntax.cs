using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Documents;

/// <summary>
/// Where things stand in a notebook's bytes. Keeping the places instead of a tree is what makes saving lossless: an edit replaces
/// the bytes of one value, and every other byte (key order, number format, escapes, indentation) stays as it was.
/// </summary>
internal sealed class NotebookSyntax
{
    public required byte[] Bytes { get; init; }

    /// <summary>Whether a byte order mark stood before them.</summary>
    public bool HasMark { get; init; }

    public Dictionary<string, TextSpan> Root { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> RootNameStarts { get; } = new(StringComparer.Ordinal);

    public List<CellSyntax> Cells { get; } = [];

    /// <summary>Finds the places.</summary>
    /// <exception cref="JsonException">The bytes are not JSON, or not an object.</exception>
    public static NotebookSyntax Read(byte[] file)
    {
        var hasMark = file.AsSpan().StartsWith("\uFEFF"u8);
        var bytes = hasMark ? file[3..] : file;
        var syntax = new NotebookSyntax { Bytes = bytes, HasMark = hasMark };
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a notebook is a JSON object, and this starts otherwise", null, 0, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            syntax.RootNameStarts[name] = (int)reader.TokenStartIndex;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (name == "cells" && reader.TokenType == JsonTokenType.StartArray)
                ReadCells(ref reader, syntax.Cells);
            else
                reader.Skip();
            syntax.Root[name] = new TextSpan(start, (int)reader.BytesConsumed);
        }

        // Anything but white space after the object is an error that only another Read finds.
        reader.Read();
        return syntax;
    }

    /// <summary>The value at a place, as a tree of its own.</summary>
    public JsonNode? Value(TextSpan span) => JsonNode.Parse(Bytes.AsSpan(span.Start, span.End - span.Start));

    static void ReadCells(ref Utf8JsonReader reader, List<CellSyntax> cells)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var cell = new CellSyntax { Start = (int)reader.TokenStartIndex };
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    var nameStart = (int)reader.TokenStartIndex;
                    reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    cell.Members[name] = new TextSpan(start, (int)reader.BytesConsumed);
                    cell.NameStarts[name] = nameStart;
                    cell.LastMemberEnd = (int)reader.BytesConsumed;
                }
            }
            else
            {
                reader.Skip();
            }

            cells.Add(cell);
        }
    }

    /// <summary>The places inside one cell.</summary>
    internal sealed class CellSyntax
    {
        public int Start { get; init; }

        public int LastMemberEnd { get; set; }

        public Dictionary<string, TextSpan> Members { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> NameStarts { get; } = new(StringComparer.Ordinal);
    }
}
