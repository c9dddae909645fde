using System.Text.Json.Nodes;

namespace SocketSchool.App.Tests;

/// <summary>A folder of its own for one test, with the notebooks the test puts there; gone afterwards.</summary>
sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("socketschool-app-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    /// <summary>A notebook of code cells; a cell that starts with <c>@tag </c> gets that tag.</summary>
    public string Notebook(string name, params string[] cells) => Write(name, new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select((code, i) => Cell(code, $"cell-{i + 1}"))]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["language"] = "C#" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());

    public JsonArray Outputs(string name, int cell) =>
        JsonNode.Parse(System.IO.File.ReadAllText(File(name)))!["cells"]![cell - 1]!["outputs"]!.AsArray();

    public void Dispose() => Directory.Delete(Path, recursive: true);

    static JsonObject Cell(string code, string id)
    {
        var tags = new JsonArray();
        if (code.StartsWith('@'))
        {
            tags.Add(code[1..code.IndexOf(' ', StringComparison.Ordinal)]);
            code = code[(code.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        }

        return new()
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = id,
            ["metadata"] = new JsonObject { ["tags"] = tags },
            ["outputs"] = new JsonArray(),
            ["source"] = code,
        };
    }
}
