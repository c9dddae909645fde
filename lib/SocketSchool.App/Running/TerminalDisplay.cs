using System.Globalization;
using SocketSchool.Notebooks.Running;
using Spectre.Console;

namespace SocketSchool.App.Running;

/// <summary>On a terminal: a bar a notebook while they run.</summary>
sealed class TerminalDisplay : IRunDisplay
{
    readonly Dictionary<string, ProgressTask> tasks = new(StringComparer.Ordinal);
    readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<ProgressContext> context = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task drawing;
    readonly Lock gate = new();

    public TerminalDisplay()
    {
        drawing = AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async started =>
            {
                context.SetResult(started);
                await end.Task;
            });
    }

    public void Started(string name, int cells)
    {
        lock (gate)
            tasks[name] = context.Task.Result.AddTask(Markup.Escape(name), maxValue: Math.Max(cells, 1));
    }

    public void CellDone(string name, CellResult result)
    {
        lock (gate)
            tasks[name].Increment(1);
    }

    public void Finished(string name, NotebookResult result)
    {
        lock (gate)
        {
            var task = tasks[name];
            task.Value = task.MaxValue;
            var failed = result.Failures.Count;
            var verdict = string.Create(CultureInfo.InvariantCulture, $"{result.Cells.Count} cells")
                + (failed == 0 ? " [green]ok[/]" : string.Create(CultureInfo.InvariantCulture, $" [red]{failed} failed[/]"))
                + (result.Skipped.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" [yellow]{result.Skipped.Count} skipped[/]"));
            task.Description = $"{Markup.Escape(name)} {verdict}";
            task.StopTask();
        }
    }

    public void Dispose()
    {
        end.TrySetResult();
        drawing.GetAwaiter().GetResult();
    }
}
