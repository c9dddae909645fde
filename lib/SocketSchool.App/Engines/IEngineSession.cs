using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>An engine at work on one notebook. Disposing it leaves no process behind.</summary>
interface IEngineSession : IAsyncDisposable
{
    /// <summary>Completes when it is known that the engine works on this machine.</summary>
    /// <exception cref="BadInputException">It does not: it is not installed, or not what was expected.</exception>
    Task ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Runs the notebook and puts the outputs into it.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="onCell">Called after each code cell.</param>
    /// <param name="cancellationToken">Ends the run and the engine.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<NotebookResult> RunAsync(Notebook notebook, Action<CellResult> onCell, CancellationToken cancellationToken);
}
