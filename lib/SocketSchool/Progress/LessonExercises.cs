using System.Text.Json;

namespace SocketSchool;

/// <summary>The exercises of a lesson, as the tags <c>exercise:NAME</c> in its notebook name them.</summary>
/// <param name="Title">The notebook's first heading.</param>
/// <param name="Names">The exercises' names, from top to bottom.</param>
internal sealed record LessonExercises(string Title, IReadOnlyList<string> Names)
{
    private const string Tag = "exercise:";

    /// <summary>The lessons of a folder that have exercises, by file name. A notebook that cannot be read is named in <paramref name="unread"/>.</summary>
    public static IReadOnlyList<LessonExercises> Of(string folder, out IReadOnlyList<string> unread)
    {
        var lessons = new List<LessonExercises>();
        var failed = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal))
        {
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(path));
                if (Read(json.RootElement, Path.GetFileNameWithoutExtension(path)) is { Names.Count: > 0 } lesson) lessons.Add(lesson);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
            {
                failed.Add(Path.GetFileName(path));
            }
        }

        unread = failed;
        return lessons;
    }

    private static LessonExercises Read(JsonElement notebook, string fileName)
    {
        var title = "";
        var names = new List<string>();
        foreach (var cell in notebook.GetProperty("cells").EnumerateArray())
        {
            if (title.Length == 0 && cell.GetProperty("cell_type").ValueEquals("markdown"))
            {
                title = Text(cell.GetProperty("source")).Split('\n')
                    .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? "";
            }

            if (!cell.TryGetProperty("metadata", out var metadata) || !metadata.TryGetProperty("tags", out var tags)) continue;
            names.AddRange(tags.EnumerateArray().Select(tag => tag.GetString() ?? "")
                .Where(tag => tag.StartsWith(Tag, StringComparison.Ordinal)).Select(tag => tag[Tag.Length..]));
        }

        return new LessonExercises(title.Length > 0 ? title : fileName, names);
    }

    // nbformat allows a text and a list of lines.
    private static string Text(JsonElement source) =>
        source.ValueKind == JsonValueKind.Array ? string.Concat(source.EnumerateArray().Select(line => line.GetString())) : source.GetString() ?? "";
}
