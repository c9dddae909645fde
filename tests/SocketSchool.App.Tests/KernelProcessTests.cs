using System.Diagnostics;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Tests;

public class KernelProcessTests
{
    static KernelProcess Start(string? folder = null) => KernelProcess.Start(App.Kernel, folder ?? AppContext.BaseDirectory);

    static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static async Task<bool> IsGoneSoonAsync(int id)
    {
        // Processes end when the system gets round to it: looked at again and again, up to a limit.
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(20))
        {
            if (!IsAlive(id))
                return true;
        }

        return false;
    }

    [Fact]
    public async Task Cells_share_their_state_and_tell_their_events_in_order()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "var x = 20;");

        var run = await KernelRun.RunAsync(kernel, "Console.Write(\"a\"); x.Display(); Console.Write(\"b é\"); x + 1");

        Assert.Equal(
            ["ConsoleText", "Display", "ConsoleText", "Result", "Done"], run.Events.Select(e => e.GetType().Name));
        Assert.Equal("ab é", run.Out);
        Assert.Equal("21", run.Result);
    }

    [Fact]
    public async Task The_working_directory_is_the_notebooks_folder()
    {
        using var folder = new TempFolder();
        folder.Write("here.txt", "found");
        await using var kernel = Start(folder.Path);

        Assert.Equal("found", (await KernelRun.RunAsync(kernel, "System.IO.File.ReadAllText(\"here.txt\")")).Result);
    }

    [Fact]
    public async Task Events_come_while_the_cell_runs()
    {
        using var folder = new TempFolder();
        await using var kernel = Start(folder.Path);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // The cell ends only when this test, having seen its first line, makes the file.
        var cell = kernel.RunAsync(
            "Console.WriteLine(\"waiting\"); while (!System.IO.File.Exists(\"go\")) await Task.Delay(5);",
            "cell 1",
            App.Limit,
            e => _ = e is KernelEvent.ConsoleText && first.TrySetResult());
        await first.Task.WaitAsync(App.Limit);
        folder.Write("go", "");

        Assert.True((await cell.WaitAsync(App.Limit)).Succeeded);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("new System.Threading.ManualResetEvent(false).WaitOne();")]
    public async Task A_cell_past_its_time_limit_ends_the_kernel_and_says_so(string code)
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "1");

        var run = await KernelRun.RunAsync(kernel, code, TimeSpan.FromSeconds(0.5));

        Assert.Equal("Time limit", run.Error!.Name);
        Assert.Contains("0.5 s", run.Error.Value, StringComparison.Ordinal);
        Assert.IsType<KernelEvent.Done>(run.Events[^1]);
        Assert.True(kernel.HasExited);
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "Kernel exit", "exit code 3")]
    [InlineData("Environment.FailFast(\"gave up\");", "Process terminated", "gave up")]
    [InlineData("int F(int n) => F(n + 1) + 1;\nF(0)", "Stack overflow", "at F(Int32)")]
    [InlineData("var t = new System.Threading.Thread(() => throw new Exception(\"loose\"));\nt.Start(); t.Join();", "Unhandled exception", "System.Exception: loose")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); await Task.Delay(-1);", "Kernel killed", "exit code 137")]
    public async Task A_cell_that_ends_the_kernel_is_told_why(string code, string name, string detail)
    {
        await using var kernel = Start();

        var run = await KernelRun.RunAsync(kernel, "Console.WriteLine(\"before\");\n" + code);

        Assert.Equal(name, run.Error!.Name);
        Assert.Contains(detail, string.Join('\n', run.Error.Traceback), StringComparison.Ordinal);
        Assert.InRange(run.Error.Traceback.Count, 1, 20);
        Assert.IsType<KernelEvent.Done>(run.Events[^1]);
        Assert.DoesNotContain("   at ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_past_the_console_lands_in_the_cell_and_tears_nothing()
    {
        await using var kernel = Start();

        var run = await KernelRun.RunAsync(
            kernel,
            """
            using (var raw = Console.OpenStandardOutput()) { raw.Write(Encoding.UTF8.GetBytes("raw out\n")); raw.Flush(); }
            using (var raw = Console.OpenStandardError()) { raw.Write(Encoding.UTF8.GetBytes("raw error\n")); raw.Flush(); }
            using (var p = System.Diagnostics.Process.Start("dotnet", "--version")) p.WaitForExit();
            Console.OpenStandardInput().ReadByte()
            """);
        var next = await KernelRun.RunAsync(kernel, "1");

        Assert.Contains("raw out\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("raw error\n", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^10\.\d", run.Out);
        Assert.Equal("-1", run.Result);
        Assert.Equal("1", next.Result);
        Assert.Equal("", next.Out);
    }

    [Fact]
    public async Task A_key_cannot_be_read_and_the_error_says_what_to_do()
    {
        await using var kernel = Start();

        Assert.Contains("no keyboard", (await KernelRun.RunAsync(kernel, "Console.ReadKey();")).Error!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_places_of_errors_come_through_the_protocol()
    {
        await using var kernel = Start();

        var compile = await KernelRun.RunAsync(kernel, "var \"é\" = 1;\nnothing();");
        var thrown = await KernelRun.RunAsync(kernel, "\nthrow new Exception(\"x\");");

        Assert.Equal([1, 2], compile.Error!.Diagnostics.Select(d => d.Line).Distinct());
        Assert.Equal(new CellDiagnostic(2, 1, 2, 26, "error", "Exception", "x"), Assert.Single(thrown.Error!.Diagnostics));
        Assert.Empty((await KernelRun.RunAsync(kernel, "Environment.Exit(0);")).Error!.Diagnostics);
    }

    [Fact]
    public async Task Cancelling_ends_the_cell_and_the_kernel()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "1");
        using var cancel = new CancellationTokenSource();

        var cell = kernel.RunAsync(
            "Console.WriteLine(1); while (true) { }", "cell 1", App.Limit, e => cancel.Cancel(), cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cell.WaitAsync(App.Limit));
        Assert.True(kernel.HasExited);
    }

    [UnixFact]
    public async Task Disposing_kills_what_the_cells_started_even_when_its_parent_is_gone()
    {
        int orphan;
        await using (var kernel = Start())
        {
            var run = await KernelRun.RunAsync(
                kernel, "using (var p = System.Diagnostics.Process.Start(\"sh\", [\"-c\", \"sleep 300 & echo $!\"])) p.WaitForExit();");
            orphan = int.Parse(run.Out, System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(IsAlive(orphan));
        }

        Assert.True(await IsGoneSoonAsync(orphan));
    }

    [UnixFact]
    public async Task A_kernel_that_exits_while_its_child_holds_its_streams_is_noticed()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "1");

        var run = await KernelRun.RunAsync(
            kernel,
            "using (var p = System.Diagnostics.Process.Start(\"sh\", [\"-c\", \"sleep 300 & echo $!\"])) p.WaitForExit();\nEnvironment.Exit(0);",
            TimeSpan.FromSeconds(30));

        Assert.Equal("Kernel exit", run.Error!.Name);
        Assert.True(await IsGoneSoonAsync(int.Parse(run.Out, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [UnixFact]
    public async Task A_kernel_whose_parent_was_killed_ends_even_in_the_middle_of_a_cell()
    {
        using var folder = new TempFolder();
        folder.Notebook("stuck.ipynb", "System.IO.File.WriteAllText(\"id\", Environment.ProcessId.ToString()); System.IO.File.Move(\"id\", \"kernel.id\"); while (true) { }");
        using var parent = App.Start(folder.Path, "run", "stuck.ipynb");
        for (var clock = Stopwatch.StartNew(); !File.Exists(folder.File("kernel.id")); await Task.Delay(20))
            Assert.True(clock.Elapsed < App.Limit, "the cell never started");
        var kernel = int.Parse(await File.ReadAllTextAsync(folder.File("kernel.id")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(IsAlive(kernel));

        parent.Kill();

        Assert.True(await IsGoneSoonAsync(kernel));
    }

    [Fact]
    public async Task A_library_of_the_same_name_as_the_programs_own_is_the_one_the_notebook_named()
    {
        using var folder = new TempFolder();
        SourceLibrary.Compile(
            folder.File("lib/bin/SocketSchool.dll"),
            "namespace SocketSchool { public static class Mine { public static string From => typeof(Mine).Assembly.Location; } }");
        folder.Write("notebooks/none", "");
        await using var kernel = Start(folder.File("notebooks"));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "SocketSchool.dll")), "the program's own copy must be there for this test to mean anything");

        var run = await KernelRun.RunAsync(kernel, "#r \"../lib/bin/SocketSchool.dll\"\nusing SocketSchool;\nMine.From");
        var again = await KernelRun.RunAsync(kernel, "#r \"../lib/bin/SocketSchool.dll\"\nobject o = 1; Mine.From");

        Assert.Null(run.Error);
        Assert.Equal(folder.File("lib/bin/SocketSchool.dll"), run.Result);
        Assert.Equal(run.Result, again.Result);
    }

    [Fact]
    public async Task A_kernel_uses_less_than_300_MB()
    {
        await using var kernel = Start();
        for (var i = 0; i < 20; i++)
            await KernelRun.RunAsync(kernel, $"record R{i}(int A, string B); var list{i} = Enumerable.Range(0, 100).Select(n => new R{i}(n, $\"{{n}}\")).ToList(); list{i}");

        using var process = Process.GetProcessById(kernel.Id);

        Assert.InRange(process.PeakWorkingSet64, 1, 300 * 1024 * 1024);
    }

    [Fact]
    public async Task A_kernel_grows_with_each_run_by_no_more_than_the_compiler_needs_for_it()
    {
        await using var kernel = Start();
        async Task<long> HeapAsync() => long.Parse(
            (await KernelRun.RunAsync(kernel, "GC.GetTotalMemory(true)")).Result!, System.Globalization.CultureInfo.InvariantCulture);
        async Task<long> BytesEachAsync(string code)
        {
            var before = await HeapAsync();
            for (var i = 0; i < 100; i++)
                await KernelRun.RunAsync(kernel, code);
            return (await HeapAsync() - before) / 100;
        }

        await BytesEachAsync("var n = 1; n + 1");

        // 55 KB and 1 KB when this was written; what it once was grew with the number of runs, to 7 MB for the thousandth.
        Assert.InRange(await BytesEachAsync("var n = 1; n + 1"), 0, 100_000);
        Assert.InRange(await BytesEachAsync("1 + 1"), -100_000, 20_000);
    }
}
