using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocketSchool.Page.Tests;

/// <summary>A folder with a lesson of a few cells, for what needs no real one; gone afterwards.</summary>
internal sealed class SmallLesson : IDisposable
{
    public const string Name = "01-small";

    /// <param name="cells">Code; what begins with <c># </c> is Markdown, and a first line <c>@TAG</c> tags the cell.</param>
    public SmallLesson(params string[] cells)
    {
        var all = new JsonArray([.. cells.Select((text, i) => Cell($"c{i + 1}", text))]);
        var notebook = new JsonObject
        {
            ["cells"] = all,
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["language"] = "C#", ["display_name"] = ".NET (C#)" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        File.WriteAllText(Path.Combine(Folder, Name + ".ipynb"), notebook.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("socketschool-small-").FullName;

    /// <summary>A directive that loads the library from wherever the lesson is.</summary>
    public static string Library => $"#r \"{Path.Combine(Repository.Folder, "lib", "bin", "SocketSchool.dll").Replace('\\', '/')}\"\nusing SocketSchool;";

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static JsonObject Cell(string id, string text)
    {
        var metadata = new JsonObject();
        if (text.StartsWith('@'))
        {
            metadata["tags"] = new JsonArray(text[1..text.IndexOf('\n', StringComparison.Ordinal)]);
            text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        }

        var isText = text.StartsWith("# ", StringComparison.Ordinal);
        var cell = new JsonObject { ["cell_type"] = isText ? "markdown" : "code", ["id"] = id, ["metadata"] = metadata, ["source"] = text };
        if (!isText)
        {
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray();
        }

        return cell;
    }
}
