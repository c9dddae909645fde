using System.Diagnostics;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>A session on an engine that takes one cell after the other.</summary>
/// <param name="kernel">The engine's kernel; disposed with the session.</param>
/// <param name="options">How to run.</param>
/// <param name="ready">Completes when the engine works; nothing for one that always does.</param>
sealed class KernelSession(INotebookKernel kernel, RunOptions options, Func<CancellationToken, Task>? ready = null) : IEngineSession
{
    readonly Stopwatch clock = Stopwatch.StartNew();

    public Task ReadyAsync(CancellationToken cancellationToken) => ready?.Invoke(cancellationToken) ?? Task.CompletedTask;

    // From its start: an engine warms up before its first cell, and one may take longer to than another.
    public async Task<NotebookResult> RunAsync(Notebook notebook, Action<CellResult> onCell, CancellationToken cancellationToken)
    {
        var result = await new NotebookRunner(options).RunAsync(notebook, kernel, onCell, cancellationToken);
        return result with { Elapsed = clock.Elapsed };
    }

    public ValueTask DisposeAsync() => kernel.DisposeAsync();
}
