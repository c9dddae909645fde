using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Running;

/// <summary>Something that runs a notebook's cells one after the other: the built-in kernel's process, or another engine's.</summary>
public interface INotebookKernel : IAsyncDisposable
{
    /// <summary>Whether it has ended; a kernel that ended runs no more cells.</summary>
    bool HasExited { get; }

    /// <summary>Runs one cell; the next waits for it. Whatever the cell does, that is told as events.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="label">What error messages call the cell, for example <c>cell 4</c>.</param>
    /// <param name="timeLimit">After this the cell is ended by ending the kernel.</param>
    /// <param name="onEvent">Called for each event in order, one at a time.</param>
    /// <param name="cancellationToken">Ends the cell by ending the kernel.</param>
    /// <returns>The last event.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<KernelEvent.Done> RunAsync(
        string code, string label, TimeSpan timeLimit, Action<KernelEvent> onEvent, CancellationToken cancellationToken = default);
}
