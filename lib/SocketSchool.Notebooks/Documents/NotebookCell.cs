using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Documents;

/// <summary>
/// One cell of a <see cref="Notebook"/>. Setting a property marks that value, and only that value, to be rewritten when the notebook
/// is saved.
/// </summary>
public sealed class NotebookCell
{
    readonly Dictionary<string, JsonNode?> edits = new(StringComparer.Ordinal);
    readonly bool sourceIsList;
    string source;
    JsonObject metadata;
    JsonArray outputs;
    int? executionCount;

    internal NotebookCell(
        NotebookSyntax.CellSyntax syntax, string id, CellKind kind, JsonNode? source, JsonObject metadata, JsonArray outputs,
        int? executionCount)
    {
        Syntax = syntax;
        Id = id;
        Kind = kind;
        this.metadata = metadata;
        sourceIsList = source is not JsonValue;
        this.source = source is JsonArray lines ? string.Concat(lines.Select(line => line?.ToString())) : source?.ToString() ?? "";
        this.outputs = outputs;
        this.executionCount = executionCount;
        Tags = metadata["tags"] is JsonArray tags ? [.. tags.OfType<JsonValue>().Select(tag => tag.ToString())] : [];
    }

    /// <summary>The cell's identifier, unique in its notebook.</summary>
    public string Id { get; }

    /// <summary>Code, Markdown or raw text.</summary>
    public CellKind Kind { get; }

    /// <summary>The cell's tags (<c>metadata.tags</c>), empty when it has none.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>The cell's metadata. A change inside it is not saved; set it to a changed copy to have it saved.</summary>
    public JsonObject Metadata
    {
        get => metadata;
        set
        {
            metadata = value;
            edits["metadata"] = value;
        }
    }

    /// <summary>The cell's text. Written back as the list or the string that it was.</summary>
    public string Source
    {
        get => source;
        set
        {
            source = value;
            edits["source"] = sourceIsList ? Lines(value) : JsonValue.Create(value);
        }
    }

    /// <summary>The outputs of a code cell in nbformat 4; empty for other cells.</summary>
    /// <exception cref="InvalidOperationException">Set on a cell that is not code.</exception>
    public JsonArray Outputs
    {
        get => outputs;
        set
        {
            RequireCode();
            outputs = value;
            edits["outputs"] = value;
        }
    }

    /// <summary>The number shown beside a code cell that was run; <see langword="null"/> before.</summary>
    /// <exception cref="InvalidOperationException">Set on a cell that is not code.</exception>
    public int? ExecutionCount
    {
        get => executionCount;
        set
        {
            RequireCode();
            executionCount = value;
            edits["execution_count"] = value is { } count ? JsonValue.Create(count) : null;
        }
    }

    internal NotebookSyntax.CellSyntax Syntax { get; }

    internal IReadOnlyDictionary<string, JsonNode?> Edits => edits;

    /// <summary>Text as nbformat's list of lines, each with its line ending.</summary>
    internal static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    void RequireCode()
    {
        if (Kind != CellKind.Code)
            throw new InvalidOperationException($"Cell '{Id}' is not code: it has no outputs and no execution count.");
    }
}
