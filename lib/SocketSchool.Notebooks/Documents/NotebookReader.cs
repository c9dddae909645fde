using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Documents;

/// <summary>Turns a notebook's bytes into a <see cref="Notebook"/>, and says in one line what is wrong with those it cannot.</summary>
internal static class NotebookReader
{
    public static Notebook Read(byte[] bytes, string name, bool anyLanguage = false)
    {
        var syntax = ReadSyntax(bytes, name);
        RequireFormat4(syntax, name);
        var metadata = Value(syntax, syntax.Root, "metadata", name, "metadata") as JsonObject ?? [];
        if (!anyLanguage)
            RequireCSharp(metadata, name);
        if (!syntax.Root.TryGetValue("cells", out var cellsSpan) || syntax.Bytes[cellsSpan.Start] != '[')
            throw new NotebookFormatException($"{name}: has no list of cells (\"cells\"). It is not a notebook, or a damaged one.");

        var cells = new List<NotebookCell>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < syntax.Cells.Count; i++)
        {
            var cell = ReadCell(syntax, syntax.Cells[i], i + 1, name);
            if (!seen.TryAdd(cell.Id, i + 1))
                throw new NotebookFormatException(
                    $"{name}: cells {seen[cell.Id]} and {i + 1} have the same id '{cell.Id}'. Ids must differ: rename one.");
            cells.Add(cell);
        }

        return new Notebook(syntax, name, metadata, cells);
    }

    static NotebookSyntax ReadSyntax(byte[] bytes, string name)
    {
        try
        {
            return NotebookSyntax.Read(bytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $" (line {line + 1}, column {column + 1})"
                : "";
            throw new NotebookFormatException($"{name}: not JSON{place}: {WithoutPlace(e.Message)}", e);
        }
    }

    static string WithoutPlace(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    static void RequireFormat4(NotebookSyntax syntax, string name)
    {
        var format = Value(syntax, syntax.Root, "nbformat", name, "nbformat");
        if (format is null)
            throw new NotebookFormatException($"{name}: does not say its format (\"nbformat\"). It is not a notebook, or a damaged one.");
        if (format.ToJsonString() != "4")
            throw new NotebookFormatException(
                $"{name}: is in nbformat {format.ToJsonString()}; this program reads nbformat 4. Convert it: jupyter nbconvert --to notebook --nbformat 4.");
    }

    static void RequireCSharp(JsonObject metadata, string name)
    {
        var kernel = metadata["kernelspec"] as JsonObject;
        var kernelName = kernel?["name"]?.ToString();
        var language = kernel?["language"]?.ToString() ?? (metadata["language_info"] as JsonObject)?["name"]?.ToString();
        if (kernelName == ".net-csharp" || IsCSharp(language) || IsCSharp(kernelName))
            return;
        throw new NotebookFormatException(
            kernelName is null && language is null
                ? $"{name}: names no kernel (\"metadata.kernelspec\"). Set its name to .net-csharp and its language to C#."
                : $"{name}: is for the kernel '{kernelName ?? language}' (language {language ?? "unknown"}); this program runs C# notebooks (.net-csharp).");
    }

    static bool IsCSharp(string? language) => language?.ToUpperInvariant() is "C#" or "CSHARP" or "DOTNET-CSHARP";

    static NotebookCell ReadCell(NotebookSyntax syntax, NotebookSyntax.CellSyntax cell, int number, string name)
    {
        JsonNode? Member(string member) => Value(syntax, cell.Members, member, name, $"cell {number}, \"{member}\"");

        CellKind kind = Member("cell_type")?.ToString() switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            null => throw new NotebookFormatException($"{name}: cell {number} does not say what it is (\"cell_type\")."),
            var other => throw new NotebookFormatException($"{name}: cell {number} is of the unknown type '{other}' (code, markdown or raw)."),
        };
        var source = Member("source");
        if (source is JsonObject || source is JsonArray lines && lines.Any(line => line?.GetValueKind() != JsonValueKind.String))
            throw new NotebookFormatException($"{name}: the source of cell {number} is neither a text nor a list of texts.");

        // Ids came with nbformat 4.5; before, a cell's place names it.
        var id = Member("id")?.ToString() ?? $"cell-{number}";
        var count = Member("execution_count") is JsonValue value && value.TryGetValue<int>(out var n) ? n : (int?)null;
        return new NotebookCell(
            cell, id, kind, source, Member("metadata") as JsonObject ?? [], Member("outputs") as JsonArray ?? [], count);
    }

    static JsonNode? Value(
        NotebookSyntax syntax, Dictionary<string, TextSpan> members, string member, string name, string place)
    {
        try
        {
            return members.TryGetValue(member, out var span) ? syntax.Value(span) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new NotebookFormatException($"{name}: {place} cannot be read: {WithoutPlace(e.Message)}", e);
        }
    }
}
