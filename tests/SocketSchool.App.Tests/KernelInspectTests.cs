using System.Text.Json;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Tests;

public sealed class KernelInspectTests : IDisposable
{
    const string Panel =
        """
        using System;
        using System.Threading;
        [AttributeUsage(AttributeTargets.Class)] sealed class NotebookPanelAttribute : Attribute { }
        [NotebookPanel]
        public static class Panel
        {
            public static int Value;
            public static string Describe(string query)
            {
                switch (query)
                {
                    case "throw": throw new InvalidOperationException("the panel is broken");
                    case "hang": Thread.Sleep(-1); return "";
                    case "nonsense": return "no { JSON";
                    case "null": return null;
                    case "big": return "{\n  \"text\": \"" + new string('x', 100_000) + "\"\n}";
                    default: return "{ \"query\": \"" + query + "\",\n \"value\": " + Value + " }";
                }
            }
        }
        """;

    const string Use = "#r \"panel.dll\"\nPanel.Value = 7;";

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    KernelProcess Start()
    {
        SourceLibrary.Compile(folder.File("panel.dll"), Panel);
        return KernelProcess.Start(App.Kernel, folder.Path);
    }

    static Task<string?> AskAsync(KernelProcess kernel, string query) => kernel.InspectAsync(query, App.Limit);

    static string Error(string? answer) => JsonDocument.Parse(answer!).RootElement.GetProperty("error").GetString()!;

    [Fact]
    public async Task Without_a_panel_the_answer_is_null_even_before_the_kernel_is_warm()
    {
        await using var kernel = Start();

        Assert.Null(await AskAsync(kernel, "list"));
        Assert.Null((await KernelRun.RunAsync(kernel, "1")).Error);
        Assert.Null(await AskAsync(kernel, "list"));
    }

    [Fact]
    public async Task A_librarys_panel_is_found_by_its_attributes_name_and_answers()
    {
        await using var kernel = Start();
        Assert.Null((await KernelRun.RunAsync(kernel, Use)).Error);

        Assert.Equal("{ \"query\": \"list\",\n \"value\": 7 }", await AskAsync(kernel, "list"));
        Assert.Equal("null", await AskAsync(kernel, "null"));
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("new System.Threading.ManualResetEvent(false).WaitOne();")]
    [InlineData("await Task.Delay(-1);")]
    public async Task The_panel_answers_while_a_cell_is_busy(string code)
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, Use);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();

        var cell = kernel.RunAsync($"Console.WriteLine(1);\n{code}", "cell 2", App.Limit, _ => started.TrySetResult(), stop.Token);
        await started.Task.WaitAsync(App.Limit);

        Assert.Contains("\"value\": 7", await AskAsync(kernel, "list"), StringComparison.Ordinal);
        Assert.False(cell.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cell.WaitAsync(App.Limit));
    }

    [Fact]
    public async Task A_panel_that_throws_or_talks_nonsense_says_so_and_hurts_no_cell()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, Use);

        Assert.Equal("the panel failed: InvalidOperationException: the panel is broken", Error(await AskAsync(kernel, "throw")));
        Assert.Contains("not JSON", Error(await AskAsync(kernel, "nonsense")), StringComparison.Ordinal);
        Assert.Equal("7", (await KernelRun.RunAsync(kernel, "Panel.Value")).Result);
        Assert.Contains("\"value\": 7", await AskAsync(kernel, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panel_that_hangs_costs_its_callers_their_limit_and_no_cell_anything()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, Use);

        Assert.Null(await kernel.InspectAsync("hang", TimeSpan.FromMilliseconds(50)));
        var behind = Enumerable.Range(0, 16).Select(_ => kernel.InspectAsync("list", App.Limit)).ToList();
        // More than 16 do not queue up behind it.
        Assert.Contains("still busy", Error(await AskAsync(kernel, "list")), StringComparison.Ordinal);

        Assert.Equal("7", (await KernelRun.RunAsync(kernel, "Panel.Value")).Result);
        await kernel.DisposeAsync();
        Assert.All(await Task.WhenAll(behind).WaitAsync(App.Limit), Assert.Null);
    }

    [Fact]
    public async Task Answers_and_the_events_of_a_cell_do_not_tear_each_other()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, Use);
        var run = new KernelRun();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Display does not count against the limit on console text, so this goes on until the file is there.
        var cell = kernel.RunAsync(
            "var n = 0; do { Console.WriteLine($\"line {n}\"); (++n).Display(); } while (n < 500 || !System.IO.File.Exists(\"enough\")); n",
            "cell 2",
            App.Limit,
            e =>
            {
                run.Events.Add(e);
                started.TrySetResult();
            });
        await started.Task.WaitAsync(App.Limit);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(async _ =>
            {
                var lengths = new List<int>();
                for (var i = 0; i < 25; i++)
                    lengths.Add((await AskAsync(kernel, "big"))!.Length);
                return lengths;
            }));
        folder.Write("enough", "");
        await cell.WaitAsync(App.Limit);

        Assert.Equal(200, answers.Sum(lengths => lengths.Count(length => length > 100_000)));
        Assert.Null(run.Error);
        Assert.Equal(run.Result, run.Events.OfType<KernelEvent.Display>().Last().Data[Notebooks.Formatting.MimeBundle.PlainText]);
        Assert.StartsWith("line 0\nline 1\nline 2\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernel_that_has_ended_has_no_panel_and_says_when_it_ends()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, Use);
        Assert.True(await kernel.Ready);
        Assert.False(kernel.Exited.IsCompleted);

        await KernelRun.RunAsync(kernel, "Environment.Exit(0);");

        await kernel.Exited.WaitAsync(App.Limit);
        Assert.Null(await AskAsync(kernel, "list"));
    }

    [Fact]
    public async Task Asking_can_be_cancelled_without_harm()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, Use);
        using var cancel = new CancellationTokenSource();
        var asked = kernel.InspectAsync("hang", App.Limit, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal("7", (await KernelRun.RunAsync(kernel, "Panel.Value")).Result);
    }

    [Fact]
    public async Task What_a_callers_event_handler_throws_reaches_the_caller_and_the_kernel_lives_on()
    {
        await using var kernel = Start();

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(
            () => kernel.RunAsync("Console.WriteLine(1); 2", "cell 1", App.Limit, _ => throw new NotSupportedException()).WaitAsync(App.Limit));

        Assert.NotNull(thrown.StackTrace);
        Assert.Equal("3", (await KernelRun.RunAsync(kernel, "3")).Result);
    }

    [Fact]
    public async Task A_cell_that_runs_when_its_kernel_is_disposed_is_told_so()
    {
        var kernel = Start();
        var run = new KernelRun();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cell = kernel.RunAsync("Console.WriteLine(1); await Task.Delay(-1);", "cell 1", App.Limit, e =>
        {
            run.Events.Add(e);
            started.TrySetResult();
        });
        await started.Task.WaitAsync(App.Limit);

        await kernel.DisposeAsync();

        Assert.False((await cell.WaitAsync(App.Limit)).Succeeded);
        Assert.Equal("Kernel stopped", run.Error!.Name);
    }
}
