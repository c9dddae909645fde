using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Running;

/// <summary>What became of one notebook.</summary>
/// <param name="Notebook">The notebook with the outputs of the run.</param>
/// <param name="Cells">Its code cells, top to bottom.</param>
/// <param name="Elapsed">The time it took, starting the kernel included.</param>
public sealed record NotebookResult(Notebook Notebook, IReadOnlyList<CellResult> Cells, TimeSpan Elapsed)
{
    /// <summary>The cells that failed.</summary>
    public IReadOnlyList<CellResult> Failures => [.. Cells.Where(cell => cell.IsFailure)];

    /// <summary>The cells that were skipped because a package they need cannot be had.</summary>
    public IReadOnlyList<CellResult> Skipped => [.. Cells.Where(cell => cell.Outcome == CellOutcome.Skipped)];

    /// <summary>How many code cells were not run, because an earlier one ended the kernel.</summary>
    public int NotRun => Cells.Count(cell => cell.Outcome == CellOutcome.NotRun);
}
