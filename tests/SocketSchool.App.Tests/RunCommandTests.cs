namespace SocketSchool.App.Tests;

public class RunCommandTests
{
    [Fact]
    public async Task A_notebook_that_passes_is_written_with_its_outputs_and_a_page()
    {
        using var folder = new TempFolder();
        folder.Notebook("notebooks/01-first.ipynb", "Console.WriteLine(\"hello\"); var x = 1;", "x + 1");

        var run = await App.RunAsync(folder.Path, "run");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"01-first\s+2 cells\s+0 failed\s+[\d.]+ s", run.Out);
        Assert.Contains("\ncells: 2 passed, 0 failed\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("stream", folder.Outputs("out/01-first.ipynb", 1)[0]!["output_type"]!.ToString());
        var result = folder.Outputs("out/01-first.ipynb", 2)[0]!;
        Assert.Equal("execute_result", result["output_type"]!.ToString());
        Assert.Equal(2, result["execution_count"]!.GetValue<int>());
        Assert.Equal("2", result["data"]!["text/plain"]![0]!.ToString());
        Assert.Contains("hello", await File.ReadAllTextAsync(folder.File("out/01-first.html")), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.File("out")).Length);
    }

    [Fact]
    public async Task The_notebook_itself_is_left_alone()
    {
        using var folder = new TempFolder();
        var path = folder.Notebook("a.ipynb", "1");
        var before = await File.ReadAllBytesAsync(path);

        Assert.Equal(0, (await App.RunAsync(folder.Path, "run", "a.ipynb")).ExitCode);

        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_cell_that_fails_is_named_with_its_error_and_the_rest_still_run()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "var x = 1;", "int.Parse(\"x\");", "x");
        folder.Notebook("b.ipynb", "nothing();");

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb", "b.ipynb");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cells: 2 passed, 2 failed", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, run.ErrorLines.Length);
        Assert.StartsWith("a.ipynb, cell 2 (cell-2): FormatException: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("b.ipynb, cell 1 (cell-1): (1,1): error CS0103: ", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.Equal("1", folder.Outputs("out/a.ipynb", 3)[0]!["data"]!["text/plain"]![0]!.ToString());
    }

    [Fact]
    public async Task A_cell_tagged_raises_exception_must_fail()
    {
        using var folder = new TempFolder();
        folder.Notebook("does.ipynb", "@raises-exception throw new Exception(\"as planned\");");
        folder.Notebook("does-not.ipynb", "@raises-exception 1");

        var run = await App.RunAsync(folder.Path, "run", "does.ipynb", "does-not.ipynb");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("expected an exception", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith("does-not.ipynb, cell 1", run.Error, StringComparison.Ordinal);
        Assert.Equal("error", folder.Outputs("out/does.ipynb", 1)[0]!["output_type"]!.ToString());
    }

    [Fact]
    public async Task A_cell_past_its_time_limit_ends_the_notebook_and_not_the_run()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1", "while (true) { }", "3", "4");
        folder.Notebook("b.ipynb", "\"fine\"");

        var run = await App.RunAsync(folder.Path, "run", ".", "--timeout", "5");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cells: 2 passed, 1 failed, 2 skipped", run.Out, StringComparison.Ordinal);
        Assert.Contains("a.ipynb, cell 2 (cell-2): Time limit", run.Error, StringComparison.Ordinal);
        Assert.Equal("error", folder.Outputs("out/a.ipynb", 2)[0]!["output_type"]!.ToString());
        Assert.Empty(folder.Outputs("out/a.ipynb", 3));
        Assert.Contains("Not run", await File.ReadAllTextAsync(folder.File("out/a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twice_runs_every_cell_two_times_in_a_row()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "static class Runs { public static int Of(string key) { var n = (int)(AppContext.GetData(key) ?? 0) + 1; AppContext.SetData(key, n); return n; } } Runs.Of(\"a\")", "Runs.Of(\"b\")");
        folder.Notebook("b.ipynb", "if (AppContext.GetData(\"ran\") != null) throw new Exception(\"not again\"); AppContext.SetData(\"ran\", true);");

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb", "b.ipynb", "--twice");

        Assert.Equal("2", folder.Outputs("out/a.ipynb", 1)[0]!["data"]!["text/plain"]![0]!.ToString());
        Assert.Equal("2", folder.Outputs("out/a.ipynb", 2)[0]!["data"]!["text/plain"]![0]!.ToString());
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("on its second run: Exception: not again", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Plotly_figure_stays_JSON_in_the_notebook_and_is_HTML_in_the_page()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", """
            class TypeFormatterSourceAttribute : Attribute { public Type FormatterSourceType { get; set; } public string[] PreferredMimeTypes { get; set; } }
            class F { public string MimeType { get; set; } public string Text; public bool Format(object o, System.IO.TextWriter w) { w.Write(Text); return true; } }
            class S { public IEnumerable<object> CreateTypeFormatters() { yield return new F { MimeType = "application/vnd.plotly.v1+json", Text = "{\"data\":[{\"y\":[1,2]}]}" }; yield return new F { MimeType = "text/html", Text = "<svg role=\"img\"></svg>" }; } }
            [TypeFormatterSource(FormatterSourceType = typeof(S))] class Figure { }
            new Figure()
            """);

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb");

        Assert.Equal("", run.Error);
        var data = folder.Outputs("out/a.ipynb", 1)[0]!["data"]!;
        Assert.Equal(2, data["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]![1]!.GetValue<int>());
        Assert.Contains("<svg role=\"img\"></svg>", await File.ReadAllTextAsync(folder.File("out/a.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run none.ipynb", "none.ipynb: there is no such file or folder")]
    [InlineData("run empty", "empty: there is no notebook")]
    [InlineData("run good.ipynb bad.ipynb", "bad.ipynb: not JSON (line 1, column 2)")]
    [InlineData("run old.ipynb", "old.ipynb: is in nbformat 3")]
    [InlineData("run python.ipynb", "python.ipynb: is for the kernel 'python3'")]
    [InlineData("run good.ipynb other/good.ipynb", "same name")]
    [InlineData("run good.ipynb --out good.ipynb", "Cannot write the results")]
    [InlineData("run good.ipynb --timeout 0", "--timeout 0")]
    [InlineData("run good.ipynb --timeout soon", "--timeout")]
    [InlineData("run good.ipynb --jobs 0", "--jobs 0")]
    [InlineData("run --fast", "--fast")]
    [InlineData("run good.ipynb --engine warp", "--engine warp: there is no such engine. Choose built-in, dotnet-interactive or verso.")]
    [InlineData("run good.ipynb --engine-command tool", "--engine-command: the built-in engine is this program")]
    [InlineData("run good.ipynb --engine dotnet-interactive --engine-command no-such-program-anywhere", "--engine-command no-such-program-anywhere: cannot be started")]
    [InlineData("run good.ipynb --engine verso --engine-command no-such-program-anywhere", "--engine-command no-such-program-anywhere: cannot be started")]
    [InlineData("fly", "fly")]
    public async Task Bad_input_is_one_clear_line_and_exit_code_2_and_nothing_is_written(string arguments, string expected)
    {
        using var folder = new TempFolder();
        folder.Notebook("good.ipynb", "1");
        folder.Notebook("other/good.ipynb", "1");
        folder.Write("bad.ipynb", "{,}");
        folder.Write("old.ipynb", "{\"nbformat\": 3}");
        folder.Write("python.ipynb", "{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"name\": \"python3\"}}, \"cells\": []}");
        Directory.CreateDirectory(folder.File("empty"));

        var run = await App.RunAsync(folder.Path, arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", run.Out);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public async Task A_section_whose_package_the_source_lacks_is_skipped_by_name_and_no_failure()
    {
        using var folder = new TempFolder();
        folder.Write("NuGet.config", "<configuration><packageSources><clear /><add key=\"here\" value=\".\" /></packageSources></configuration>");
        folder.Notebook(
            "a.ipynb", "1",
            "@needs:Not.A.Package.Of.Anybody #r \"nuget: Not.A.Package.Of.Anybody, 1.0.0\"\nvar chart = 1;",
            "@needs:Not.A.Package.Of.Anybody chart + 1",
            "@needs:Something.Else 4",
            "5");

        var run = await App.RunAsync(folder.Path, "run", "a.ipynb", "--twice");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"a\s+5 cells\s+0 failed\s+2 skipped\s+[\d.]+ s", run.Out);
        Assert.Contains("\na.ipynb, cells 2-3: skipped, package Not.A.Package.Of.Anybody is not on your package source\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("\ncells: 3 passed, 0 failed, 2 skipped\n", run.Out, StringComparison.Ordinal);
        Assert.Empty(folder.Outputs("out/a.ipynb", 2));
        Assert.Contains("Skipped: package Not.A.Package.Of.Anybody is not on your package source.", await File.ReadAllTextAsync(folder.File("out/a.html")), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Ctrl_C_stops_the_run_and_its_kernels_with_exit_code_130()
    {
        using var folder = new TempFolder();
        folder.Notebook("stuck.ipynb", "System.IO.File.WriteAllText(\"id\", Environment.ProcessId.ToString()); System.IO.File.Move(\"id\", \"kernel.id\"); while (true) { }");
        using var process = App.Start(folder.Path, "run", "stuck.ipynb");
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !File.Exists(folder.File("kernel.id")); await Task.Delay(20))
            Assert.True(clock.Elapsed < App.Limit, "the cell never started");
        var kernel = int.Parse(await File.ReadAllTextAsync(folder.File("kernel.id")), System.Globalization.CultureInfo.InvariantCulture);

        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync().WaitAsync(App.Limit);
        await process.WaitForExitAsync().WaitAsync(App.Limit);

        Assert.Equal(130, process.ExitCode);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(kernel));
        Assert.False(File.Exists(folder.File("out/stuck.ipynb")));
    }

    [Fact]
    public async Task Help_names_the_verbs_and_not_the_hidden_one()
    {
        using var folder = new TempFolder();

        var run = await App.RunAsync(folder.Path, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("run <PATH>", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("kernel", run.Out, StringComparison.Ordinal);
    }
}
