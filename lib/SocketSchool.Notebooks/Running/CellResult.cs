using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Running;

/// <summary>What became of one code cell.</summary>
/// <param name="Cell">The cell; its outputs are those of the run.</param>
/// <param name="Number">Its place among the code cells, from 1, which is also its execution count.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">The error in one line, for outcomes that are failures; why, for <see cref="CellOutcome.Skipped"/>.</param>
public sealed record CellResult(NotebookCell Cell, int Number, CellOutcome Outcome, string? Error)
{
    /// <summary>Whether the cell makes its notebook fail.</summary>
    public bool IsFailure => Outcome is CellOutcome.Failed or CellOutcome.ExpectedException or CellOutcome.EndedKernel;
}
