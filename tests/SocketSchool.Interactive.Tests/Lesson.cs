using System.Text.Json;

namespace SocketSchool.Interactive.Tests;

/// <summary>A lesson's file: its code cells.</summary>
/// <param name="Cells">In their order.</param>
internal sealed record Lesson(IReadOnlyList<LessonCell> Cells)
{
    public static Lesson Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Notebooks, name + ".ipynb")));
        return new Lesson([.. document.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
            .Select(cell => new LessonCell(cell.GetProperty("id").GetString()!, Source(cell), Tags(cell)))]);
    }

    private static string Source(JsonElement cell) => cell.GetProperty("source") is { ValueKind: JsonValueKind.Array } lines
        ? string.Concat(lines.EnumerateArray().Select(line => line.GetString()))
        : cell.GetProperty("source").GetString()!;

    private static IReadOnlyList<string> Tags(JsonElement cell) => cell.GetProperty("metadata").TryGetProperty("tags", out var tags)
        ? [.. tags.EnumerateArray().Select(tag => tag.GetString()!)]
        : [];
}
