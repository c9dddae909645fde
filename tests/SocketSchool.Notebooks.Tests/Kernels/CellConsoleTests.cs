using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Tests.Kernels;

public class CellConsoleTests
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Console_text_comes_while_the_cell_runs()
    {
        using var kernel = new CSharpKernel(AppContext.BaseDirectory);
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource();
        AppContext.SetData("CellConsoleTests.go", go.Task);

        var cell = kernel.RunAsync(
            "Console.WriteLine(\"started\"); var go = (Task)AppContext.GetData(\"CellConsoleTests.go\"); await go;",
            "cell 1",
            e => seen.TrySetResult(e is KernelEvent.ConsoleText text ? text.Text : e.ToString()));

        // The cell waits for this test, so the text cannot have waited for the cell's end.
        Assert.Equal("started" + Environment.NewLine, await seen.Task.WaitAsync(Limit));
        go.SetResult();
        await cell.WaitAsync(Limit);
    }

    [Fact]
    public async Task Output_and_errors_keep_their_order_and_their_names()
    {
        var run = await CellRun.RunAllAsync("Console.Write(1); Console.Error.Write(2); Console.Write(3);");

        Assert.Equal(
            [("stdout", "1"), ("stderr", "2"), ("stdout", "3")],
            run.Events.OfType<KernelEvent.ConsoleText>().Select(e => (e.Name, e.Text)));
    }

    [Fact]
    public async Task Text_of_background_threads_belongs_to_the_cell_that_runs()
    {
        var run = await CellRun.RunAllAsync(
            "var t = new System.Threading.Thread(() => Console.Write(\"from a thread\")); t.Start(); t.Join(); await Task.Run(() => Console.Write(\", from a task\"));");

        Assert.Equal("from a thread, from a task", run.Out);
    }

    [Fact]
    public async Task Text_between_cells_waits_for_the_next_cell()
    {
        using var kernel = new CSharpKernel(AppContext.BaseDirectory);
        await CellRun.RunAsync(kernel, "var go = new TaskCompletionSource(); var said = new TaskCompletionSource(); _ = Task.Run(async () => { await go.Task; Console.WriteLine(\"late\"); said.SetResult(); }); AppContext.SetData(\"CellConsoleTests.late\", (go, said));");
        var (go, said) = ((TaskCompletionSource, TaskCompletionSource))AppContext.GetData("CellConsoleTests.late")!;

        go.SetResult();
        await said.Task.WaitAsync(Limit);
        var next = await CellRun.RunAsync(kernel, "Console.Write(\"mine\");");

        Assert.Equal($"late{Environment.NewLine}mine", next.Out);
    }

    [Fact]
    public async Task Lines_of_many_threads_are_never_torn()
    {
        var run = await CellRun.RunAllAsync("System.Threading.Tasks.Parallel.For(0, 2000, i => Console.WriteLine(\"<\" + i + \">\"));");

        var lines = run.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2000, lines.Length);
        Assert.All(lines, line => Assert.Matches("^<[0-9]+>$", line));
    }

    [Fact]
    public async Task Endless_text_is_cut_with_a_count()
    {
        var run = await CellRun.RunAllAsync("var line = new string('x', 999); for (var i = 0; i < 1000; i++) Console.Write(line + \"\\n\");");

        Assert.Equal(CellConsole.Limit, run.Out.IndexOf("\n... ", StringComparison.Ordinal) is var cut && cut > 0 ? cut : run.Out.Length);
        Assert.EndsWith($"... {1_000_000 - CellConsole.Limit} more characters\n", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("Console.Read()")]
    [InlineData("await Console.In.ReadToEndAsync()")]
    [InlineData("Console.In.Peek()")]
    public async Task There_is_no_keyboard_and_the_error_says_what_to_do(string code)
    {
        var run = await CellRun.RunAllAsync(code);

        Assert.Contains("no keyboard", run.Error!.Value, StringComparison.Ordinal);
        Assert.Contains("variable", run.Error.Value, StringComparison.Ordinal);
    }
}
