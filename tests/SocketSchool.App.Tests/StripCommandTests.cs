using System.Diagnostics;
using System.Text.Json.Nodes;
using SocketSchool.App.Tests.Hosting;

namespace SocketSchool.App.Tests;

public class StripCommandTests
{
    [Fact]
    public async Task Strip_takes_out_what_run_put_in_byte_for_byte()
    {
        using var folder = new TempFolder();
        var path = folder.Notebook("notebooks/a.ipynb", "Console.WriteLine(\"hello\"); 1 + 1", "2");
        var before = await File.ReadAllTextAsync(path);
        Assert.Equal(0, (await App.RunAsync(folder.Path, "run")).ExitCode);
        File.Copy(folder.File("out/a.ipynb"), path, overwrite: true);

        var check = await App.RunAsync(folder.Path, "strip", "--check");
        var afterCheck = await File.ReadAllTextAsync(path);
        var strip = await App.RunAsync(folder.Path, "strip");
        var again = await App.RunAsync(folder.Path, "strip", "--check");

        Assert.Equal(1, check.ExitCode);
        Assert.Equal("notebooks/a.ipynb: outputs (cell 1, 2), execution counts (cell 1, 2)", Assert.Single(check.ErrorLines).Replace('\\', '/'));
        Assert.Equal("1 of 1 notebook to strip: run strip, then commit\n", check.Out.ReplaceLineEndings("\n"));
        Assert.NotEqual(before, afterCheck);
        Assert.Equal(0, strip.ExitCode);
        Assert.Contains("1 of 1 notebook stripped", strip.Out, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(path));
        Assert.Equal(0, again.ExitCode);
        Assert.Equal("1 notebook: nothing to take out\n", again.Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_notebook_that_cannot_be_read_leaves_the_others_as_they_were()
    {
        using var folder = new TempFolder();
        var good = folder.Notebook("good.ipynb", "1");
        var text = (await File.ReadAllTextAsync(good)).Replace("\"execution_count\":null", "\"execution_count\":5", StringComparison.Ordinal);
        await File.WriteAllTextAsync(good, text);
        folder.Write("torn.ipynb", "<<<<<<< HEAD");

        var run = await App.RunAsync(folder.Path, "strip", ".");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("torn.ipynb: not JSON", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(good));
    }

    [Theory]
    [InlineData("strip --stdin a.ipynb", "--stdin")]
    [InlineData("strip --stdin --check", "--stdin")]
    [InlineData("strip --stdin", "standard input: not JSON")]
    [InlineData("strip none", "none: there is no such file or folder")]
    public async Task Bad_input_is_one_clear_line_and_exit_code_2(string arguments, string expected)
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1");

        var run = await App.RunAsync(folder.Path, arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [ProgramFact("git")]
    public async Task As_a_filter_of_git_it_keeps_outputs_in_the_file_and_out_of_the_commit()
    {
        using var folder = new TempFolder();
        folder.Write(".gitattributes", "*.ipynb text eol=lf filter=socketschool\n");
        var path = folder.Notebook("a.ipynb", "1");
        var clean = await File.ReadAllTextAsync(path);
        var executed = clean.Replace("\"execution_count\":null", "\"execution_count\":5", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, executed);
        await GitAsync(folder, "init", "--quiet");

        // Without the filter's two lines git takes the file as it is.
        await GitAsync(folder, "add", "a.ipynb");
        Assert.Equal(5, (int)JsonNode.Parse(await GitAsync(folder, "show", ":a.ipynb"))!["cells"]![0]!["execution_count"]!);
        await GitAsync(folder, "rm", "--cached", "--quiet", "a.ipynb");
        await GitAsync(folder, "config", "filter.socketschool.clean", $"dotnet '{App.Dll}' strip --stdin");
        await GitAsync(folder, "config", "filter.socketschool.smudge", "cat");
        await GitAsync(folder, "add", "a.ipynb");

        Assert.Equal(clean, await GitAsync(folder, "show", ":a.ipynb"));
        Assert.Equal(executed, await File.ReadAllTextAsync(path));
    }

    static async Task<string> GitAsync(TempFolder folder, params string[] arguments)
    {
        var info = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(App.Limit);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
