using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Pages;

namespace SocketSchool.Notebooks.Tests.Pages.Site;

/// <summary>A small series in a folder of its own, and its site.</summary>
sealed class SiteFixture : IDisposable
{
    readonly TempFolder folder = new();
    readonly List<string> lessons = [];

    public string Out => folder.File("out");

    public string Write(string name, string content) => folder.File(name, content);

    /// <summary>A lesson in <c>notebooks/</c>; a cell that starts with <c>@</c> is code and has an output.</summary>
    public SiteFixture Lesson(string name, params string[] cells)
    {
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((source, i) => Cell(source, $"c{i}"))]),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        lessons.Add(folder.File($"notebooks/{name}.ipynb", json.ToJsonString()));
        return this;
    }

    public void Export() => SeriesSite.Write(
        SiteFolder.Open(Out),
        [.. lessons.Select(path => new SeriesLesson(Notebook.Load(path)))],
        new SeriesOptions { Title = "A <Series>", Introduction = "Read *this*.", Origin = "One run." });

    public string Page(string name) => File.ReadAllText(Path.Combine(Out, name));

    public bool Has(string name) => File.Exists(Path.Combine(Out, name));

    public void Dispose() => folder.Dispose();

    static JsonObject Cell(string source, string id) => source.StartsWith('@')
        ? new JsonObject
        {
            ["cell_type"] = "code",
            ["id"] = id,
            ["metadata"] = new JsonObject(),
            ["source"] = source[1..],
            ["execution_count"] = 1,
            ["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "output of " + id }),
        }
        : new JsonObject { ["cell_type"] = "markdown", ["id"] = id, ["metadata"] = new JsonObject(), ["source"] = source };
}
