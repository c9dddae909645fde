using System.Diagnostics;
using System.Globalization;

namespace SocketSchool.App.Tests.Engines;

public class InteractiveEngineTests
{
    [UnixFact]
    public async Task What_the_tool_says_becomes_outputs_in_the_notebook_and_in_the_page()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "SHOW", "BABBLE", "");

        var run = await RunAsync(folder, "a.ipynb");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("running 1 notebook on dotnet-interactive\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\ncells: 3 passed, 0 failed\n", run.Out, StringComparison.Ordinal);
        var outputs = folder.Outputs("out/a.ipynb", 1);
        Assert.Equal(["stream", "stream", "display_data", "execute_result"], outputs.Select(output => output!["output_type"]!.ToString()));
        Assert.Equal("to the console\n", outputs[0]!["text"]![0]!.ToString());
        Assert.Equal("stderr", outputs[1]!["name"]!.ToString());
        Assert.Equal("<b>whole</b>", outputs[2]!["data"]!["text/html"]![0]!.ToString());
        Assert.Equal("the value", outputs[3]!["data"]!["text/plain"]![0]!.ToString());
        Assert.Equal("this is { no JSON\n[1, 2]\n{\"a\": \"of some program\"}\n", string.Concat(folder.Outputs("out/a.ipynb", 2)[0]!["text"]!.AsArray().Select(line => line!.ToString())));
        Assert.Contains("<i>the value</i>", await File.ReadAllTextAsync(folder.File("out/a.html")), StringComparison.Ordinal);
        Assert.Contains($"stdio --default-kernel csharp --working-dir {folder.Path}", await File.ReadAllTextAsync(folder.File("arguments.txt")), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_cell_that_fails_is_named_with_its_error_as_on_the_built_in_kernel()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "THROW", "ERRS", "@raises-exception THROW", "@raises-exception 1", "@needs:Some.Thing PACKAGE", "@needs:Some.Thing ERRS", "PACKAGE");

        var run = await RunAsync(folder, "a.ipynb", "--twice");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                "a.ipynb, cell 1 (cell-1): FormatException: not a number",
                "a.ipynb, cell 2 (cell-2): (1,1): error CS0103: The name does not exist",
                "a.ipynb, cell 4 (cell-4): expected an exception (the cell is tagged raises-exception) and there was none",
                "a.ipynb, cell 7 (cell-7): package Some.Thing is not on your package source",
            ],
            run.ErrorLines);
        Assert.Contains("\na.ipynb, cells 5-6: skipped, package Some.Thing is not on your package source\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\ncells: 1 passed, 4 failed, 2 skipped\n", run.Out, StringComparison.Ordinal);
        var traceback = string.Join('\n', folder.Outputs("out/a.ipynb", 1)[0]!["traceback"]!.AsArray().Select(line => line!.ToString()));
        Assert.Contains("at Submission#2", traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.CodeAnalysis", traceback, StringComparison.Ordinal);
        Assert.Contains("Skipped: package Some.Thing is not on your package source.", await File.ReadAllTextAsync(folder.File("out/a.html")), StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("DIE", "a.ipynb, cell 2 (cell-2): Unhandled exception: ")]
    [InlineData("EXIT", "a.ipynb, cell 2 (cell-2): Kernel exit: ")]
    [InlineData("HANG", "a.ipynb, cell 2 (cell-2): Time limit: the cell ran longer than 2 s")]
    public async Task A_tool_that_ends_or_hangs_in_a_cell_ends_the_notebook_and_not_the_run(string cell, string expected)
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1", cell, "3");
        folder.Notebook("b.ipynb", "1");

        var run = await RunAsync(folder, "a.ipynb", "b.ipynb", "--timeout", "2", "--jobs", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("\ncells: 2 passed, 1 failed, 1 skipped\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("error", folder.Outputs("out/a.ipynb", 2)[^1]!["output_type"]!.ToString());
        Assert.True(File.Exists(folder.File("out/b.html")));
    }

    [UnixTheory]
    [InlineData("dies", "it ended with exit code 3 before it was ready, saying: cannot find something it needs.")]
    [InlineData("chatters", "it does not speak the protocol of dotnet-interactive stdio, but says: Welcome to another tool.")]
    public async Task A_tool_that_does_not_start_is_one_clear_line_and_exit_code_2_and_nothing_is_written(string start, string expected)
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1");

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb", "--engine", "dotnet-interactive", "--engine-command", FakeTool.Write(folder, start));

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", run.Out);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [UnixFact]
    public async Task A_greeting_before_the_protocol_is_passed_over()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1");

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb", "--engine", "dotnet-interactive", "--engine-command", FakeTool.Write(folder, "hello"));

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_tool_that_is_not_restored_is_one_clear_line_with_the_command_that_installs_it()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1");
        // A version that nobody has, so that the test does not depend on what this machine has restored.
        folder.Write(".config/dotnet-tools.json", """
            { "version": 1, "isRoot": true, "tools": { "microsoft.dotnet-interactive": { "version": "0.0.1", "commands": ["dotnet-interactive"] } } }
            """);

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb", "--engine", "dotnet-interactive");

        Assert.Equal(2, run.ExitCode);
        var line = Assert.Single(run.ErrorLines);
        Assert.StartsWith("The tool dotnet-interactive does not start: ", line, StringComparison.Ordinal);
        Assert.Contains("dotnet tool restore", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [UnixFact]
    public async Task No_tool_is_left_behind_after_Ctrl_C()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "HANG");
        using var process = App.Start(folder.Path, "run", "a.ipynb", "--engine", "dotnet-interactive", "--engine-command", FakeTool.Write(folder));
        // The tool has its id written before the cell comes; that the cell has come shows in the process's new name.
        int? tool = null;
        for (var clock = Stopwatch.StartNew(); tool is null || !IsSleeping(tool.Value); await Task.Delay(20))
        {
            Assert.True(clock.Elapsed < App.Limit, "the cell never started");
            if (File.Exists(folder.File("tool.id")) && int.TryParse(await File.ReadAllTextAsync(folder.File("tool.id")), CultureInfo.InvariantCulture, out var id))
                tool = id;
        }

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync().WaitAsync(App.Limit);
        await process.WaitForExitAsync().WaitAsync(App.Limit);

        Assert.Equal(130, process.ExitCode);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(tool.Value));
        Assert.False(File.Exists(folder.File("out/a.ipynb")));
    }

    static bool IsSleeping(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName == "sleep";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static Task<App.Run> RunAsync(TempFolder folder, params string[] arguments) =>
        App.RunAsync(folder.Path, ["run", .. arguments, "--engine", "dotnet-interactive", "--engine-command", FakeTool.Write(folder)]);
}
