using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using SocketSchool.App.Tests.Hosting;

namespace SocketSchool.App.Tests.Engines;

/// <summary>The real tool; what it does with the lessons is a step of <c>.ci/run</c>.</summary>
public class InteractiveToolTests
{
    [ToolFact]
    public async Task A_notebook_runs_on_the_real_tool_and_its_failures_read_as_on_the_built_in_kernel()
    {
        using var folder = new TempFolder();
        folder.Write("here.txt", "found");
        folder.Notebook(
            "a.ipynb",
            "Console.Write(\"a\"); Console.Error.Write(\"b\"); var x = 20; x + 1",
            "x.Display(); System.IO.File.ReadAllText(\"here.txt\")",
            "int.Parse(\"x\")",
            "nothing();",
            "class Mine : Exception { }\nthrow new Mine();",
            "using (var p = System.Diagnostics.Process.Start(\"dotnet\", \"--version\")) p.WaitForExit();",
            "@needs:Not.A.Package.Of.Anybody #r \"nuget: Not.A.Package.Of.Anybody, 1.0.0\"\n1");
        // Nowhere to look, so that the test does not depend on a network.
        folder.Write("NuGet.config", "<configuration><packageSources><clear /><add key=\"here\" value=\".\" /></packageSources></configuration>");
        folder.Write(".config/dotnet-tools.json", await File.ReadAllTextAsync(Path.Combine(Repository.Folder, ".config", "dotnet-tools.json")));

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb", "--engine", "dotnet-interactive");

        Assert.Equal(
            [
                "a.ipynb, cell 3 (cell-3): FormatException: The input string 'x' was not in a correct format.",
                "a.ipynb, cell 4 (cell-4): (1,1): error CS0103: The name 'nothing' does not exist in the current context",
                "a.ipynb, cell 5 (cell-5): Mine: Exception of type 'Submission#6+Mine' was thrown.",
            ],
            run.ErrorLines);
        Assert.Contains("a.ipynb, cell 7: skipped, package Not.A.Package.Of.Anybody is not on your package source\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\ncells: 3 passed, 3 failed, 1 skipped\n", run.Out, StringComparison.Ordinal);
        var first = folder.Outputs("out/a.ipynb", 1);
        Assert.Equal(["stream", "stream", "execute_result"], first.Select(output => output!["output_type"]!.ToString()));
        Assert.Contains("21", Html(first[2]!), StringComparison.Ordinal);
        var second = folder.Outputs("out/a.ipynb", 2);
        Assert.Equal("display_data", second[0]!["output_type"]!.ToString());
        Assert.Contains("found", second[1]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Matches(@"\d+\.\d+", folder.Outputs("out/a.ipynb", 6)[0]!["text"]![0]!.ToString());
    }

    [ToolFact]
    public async Task The_tool_ends_when_the_program_is_killed()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "System.IO.File.WriteAllText(\"id\", Environment.ProcessId.ToString()); System.IO.File.Move(\"id\", \"tool.id\"); while (true) { }");
        folder.Write(".config/dotnet-tools.json", await File.ReadAllTextAsync(Path.Combine(Repository.Folder, ".config", "dotnet-tools.json")));
        using var process = App.Start(folder.Path, "run", "a.ipynb", "--engine", "dotnet-interactive");
        try
        {
            for (var clock = Stopwatch.StartNew(); !File.Exists(folder.File("tool.id")); await Task.Delay(20))
                Assert.True(clock.Elapsed < App.Limit, "the cell never started");
            using var tool = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(folder.File("tool.id")), CultureInfo.InvariantCulture));

            process.Kill();

            await tool.WaitForExitAsync().WaitAsync(App.Limit);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    static string Html(JsonNode output) => string.Concat(output["data"]!["text/html"]!.AsArray().Select(line => line!.ToString()));
}
