using System.Text.Json.Nodes;
using SocketSchool.App.Engines;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.App.Tests.Engines;

public class VersoEngineTests
{
    // Takes the place of Verso's command line: keeps the notebook that it is given and writes the report that the test prepared.
    const string Script = """
        #!/bin/sh
        [ "$1" = "--version" ] && exit 0
        cp "$2" given.ipynb
        while [ "$1" != "--output-file" ]; do shift; done
        [ -f exit-code ] && { echo "something is wrong" >&2; exit "$(cat exit-code)"; }
        [ -f hang ] && exec sleep 1000
        cp report.json "$2"
        exit 1
        """;

    [UnixFact]
    public async Task What_Verso_reports_becomes_outputs_and_verdicts()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1", "2", "3", "@raises-exception 4", "@needs:Some.Thing 5", "@needs:Some.Thing 6", "7");
        Report(
            folder,
            Cell(Output("text/plain", "to the console\n"), Output("text/html", "<b>value</b>")),
            Cell(Output("text/plain", "System.FormatException: not a number", "FormatException", "   at there")),
            Cell(Output("text/plain", "(1,1): error CS0103: no such name", "CompilationError")),
            Cell(Output("text/plain", "System.Exception: as planned", "Exception")),
            Cell(Output("text/plain", "System.InvalidOperationException: Package 'Some.Thing' v1.0.0 was not found on any configured source. Sources tried: here", "InvalidOperationException")),
            Cell(Output("text/plain", "(1,1): error CS0103: no such name", "CompilationError")),
            Cell(Output("text/plain", "a complaint\n", "Error")));

        var run = await RunAsync(folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            ["a.ipynb, cell 2 (cell-2): FormatException: not a number", "a.ipynb, cell 3 (cell-3): (1,1): error CS0103: no such name"],
            run.ErrorLines);
        Assert.Contains("running 1 notebook on verso\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("a.ipynb, cells 5-6: skipped, package Some.Thing is not on your package source\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\ncells: 3 passed, 2 failed, 2 skipped\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("<b>value</b>", folder.Outputs("out/a.ipynb", 1)[1]!["data"]!["text/html"]![0]!.ToString());
        Assert.Equal("stderr", folder.Outputs("out/a.ipynb", 7)[0]!["name"]!.ToString());
        Assert.True(File.Exists(folder.File("out/a.html")));
    }

    [UnixFact]
    public async Task Twice_gives_Verso_every_code_cell_two_times_and_takes_the_second_outputs()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1", "2");
        Report(
            folder,
            Cell(Output("text/plain", "first")), Cell(Output("text/plain", "second")),
            Cell(Output("text/plain", "first")), Cell(Output("text/plain", "System.Exception: not again", "Exception")));

        var run = await RunAsync(folder, "--twice");

        Assert.Equal("a.ipynb, cell 2 (cell-2): on its second run: Exception: not again", Assert.Single(run.ErrorLines));
        Assert.Equal("second", folder.Outputs("out/a.ipynb", 1)[0]!["data"]!["text/plain"]![0]!.ToString());
        Assert.Equal(
            ["cell-1", "cell-1-again", "cell-2", "cell-2-again"],
            JsonNode.Parse(await File.ReadAllTextAsync(folder.File("given.ipynb")))!["cells"]!.AsArray().Select(cell => cell!["id"]!.ToString()));
    }

    [Fact]
    public void The_copy_for_Verso_has_absolute_paths_and_no_outputs()
    {
        using var folder = new TempFolder();
        var notebook = Notebook.Load(folder.Notebook(
            "lessons/a.ipynb", "#r \"../lib/My.dll\"\nvar text = \"#r not a directive\";", "#r \"nuget: Some.Thing, 1.0.0\"", "  #load \"tools/a.csx\""));

        var copy = new VersoCopy(notebook, folder.File("lessons"), twice: false);

        var sources = JsonNode.Parse(copy.Json)!["cells"]!.AsArray().Select(cell => cell!["source"]!.ToString()).ToList();
        var root = folder.Path.Replace('\\', '/');
        Assert.Equal($"#r \"{root}/lib/My.dll\"\nvar text = \"#r not a directive\";", sources[0]);
        Assert.Equal("#r \"nuget: Some.Thing, 1.0.0\"", sources[1]);
        Assert.Equal($"  #load \"{root}/lessons/tools/a.csx\"", sources[2]);
    }

    [UnixTheory]
    [InlineData("exit-code", "4", "a.ipynb, cell 1 (cell-1): Verso: it ended with exit code 4, saying: something is wrong")]
    [InlineData("report.json", "not JSON", "a.ipynb, cell 1 (cell-1): Verso: it wrote no report")]
    [InlineData("report.json", "{\"cells\":[]}", "a.ipynb, cell 1 (cell-1): Verso: it wrote no report")]
    [InlineData("hang", "", "a.ipynb, cell 1 (cell-1): Verso: it took longer than 2 s and was ended")]
    public async Task A_Verso_that_fails_is_one_clear_line(string file, string content, string expected)
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1", "2");
        folder.Write(file, content);

        var run = await RunAsync(folder, "--timeout", "0.4");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("\ncells: 0 passed, 1 failed, 1 skipped\n", run.Out, StringComparison.Ordinal);
    }

    static Task<App.Run> RunAsync(TempFolder folder, params string[] arguments)
    {
        folder.Write("verso.sh", Script.ReplaceLineEndings("\n"));
        return App.RunAsync(folder.Path, ["run", "a.ipynb", "--engine", "verso", "--engine-command", $"sh \"{folder.File("verso.sh")}\"", .. arguments]);
    }

    static void Report(TempFolder folder, params JsonObject[] cells) =>
        folder.Write("report.json", new JsonObject { ["cells"] = new JsonArray([.. cells]) }.ToJsonString());

    static JsonObject Cell(params JsonObject[] outputs) => new() { ["status"] = "Success", ["outputs"] = new JsonArray([.. outputs]) };

    static JsonObject Output(string mimeType, string content, string? error = null, string? stack = null)
    {
        var output = new JsonObject { ["mimeType"] = mimeType, ["content"] = content };
        if (error is not null)
            (output["isError"], output["errorName"]) = (true, error);
        if (stack is not null)
            output["errorStackTrace"] = stack;
        return output;
    }
}
