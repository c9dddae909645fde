using System.Diagnostics;
using System.Globalization;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Packages;

namespace SocketSchool.Notebooks.Running;

/// <summary>Runs a notebook from top to bottom on a kernel of its own and puts the outputs into it.</summary>
/// <param name="options">How to run.</param>
public sealed class NotebookRunner(RunOptions options)
{
    /// <summary>The tag of a cell that is meant to fail.</summary>
    public const string RaisesException = "raises-exception";

    /// <summary>
    /// Runs all code cells. A cell that fails does not stop the next one; a cell that ends the kernel ends the notebook, and the cells
    /// after it are not run. Where a cell tagged <c>needs:PACKAGE</c> cannot get its packages, it and those after it with the same tag
    /// are skipped.
    /// </summary>
    /// <param name="notebook">The notebook; its old outputs are replaced.</param>
    /// <param name="kernel">A fresh kernel, started in the notebook's folder; the caller disposes it.</param>
    /// <param name="onCell">Called after each code cell.</param>
    /// <param name="cancellationToken">Ends the run and the kernel.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<NotebookResult> RunAsync(
        Notebook notebook, INotebookKernel kernel, Action<CellResult>? onCell = null, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        var results = new List<CellResult>();
        var lacking = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var number = results.Count + 1;
            var result = results is [.., { Outcome: CellOutcome.EndedKernel }] or [.., { Outcome: CellOutcome.NotRun }]
                ? NotRun(cell, number, CellOutcome.NotRun, null)
                : Needs(cell) is { } needs && lacking.TryGetValue(needs, out var why)
                ? NotRun(cell, number, CellOutcome.Skipped, why)
                : await RunCellAsync(cell, number, kernel, cancellationToken);
            if (result is { Outcome: CellOutcome.Skipped, Error: { } reason })
                lacking.TryAdd(Needs(cell)!, reason);
            results.Add(result);
            onCell?.Invoke(result);
        }

        return new NotebookResult(notebook, results, clock.Elapsed);
    }

    static CellResult NotRun(NotebookCell cell, int number, CellOutcome outcome, string? why)
    {
        cell.Outputs = [];
        cell.ExecutionCount = null;
        return new(cell, number, outcome, why);
    }

    static string? Needs(NotebookCell cell) =>
        cell.Tags.FirstOrDefault(tag => tag.StartsWith(PackageReference.NeedsTag, StringComparison.Ordinal));

    async Task<CellResult> RunCellAsync(
        NotebookCell cell, int number, INotebookKernel kernel, CancellationToken cancellationToken)
    {
        var result = await RunOnceAsync(cell, number, kernel, cancellationToken);
        if (!options.Twice || result.IsFailure || result.Outcome == CellOutcome.Skipped)
            return result;
        result = await RunOnceAsync(cell, number, kernel, cancellationToken);
        return result.IsFailure ? result with { Error = $"on its second run: {result.Error}" } : result;
    }

    async Task<CellResult> RunOnceAsync(
        NotebookCell cell, int number, INotebookKernel kernel, CancellationToken cancellationToken)
    {
        var outputs = new CellOutputs();
        var label = string.Create(CultureInfo.InvariantCulture, $"cell {number}");
        if (cell.Source.AsSpan().Trim().Length > 0)
            await kernel.RunAsync(cell.Source, label, TimeLimit(cell), outputs.Add, cancellationToken);
        cell.Outputs = outputs.ToJson(number);
        cell.ExecutionCount = number;

        if (outputs.Error is { Name: PackageReference.ErrorName } package && Needs(cell) is not null && !kernel.HasExited)
            return NotRun(cell, number, CellOutcome.Skipped, package.Value);
        var raises = cell.Tags.Contains(RaisesException, StringComparer.Ordinal);
        return (kernel.HasExited, outputs.Error, raises) switch
        {
            (true, var error, _) => new(cell, number, CellOutcome.EndedKernel, error is null ? "the kernel ended" : OneLine(error)),
            (_, null, true) => new(
                cell, number, CellOutcome.ExpectedException, $"expected an exception (the cell is tagged {RaisesException}) and there was none"),
            (_, { } error, false) => new(cell, number, CellOutcome.Failed, OneLine(error)),
            _ => new(cell, number, CellOutcome.Passed, null),
        };
    }

    // Restoring has a limit of its own: how far away the packages are is not the cell's doing.
    TimeSpan TimeLimit(NotebookCell cell) =>
        PackageReference.MayBeIn(cell.Source) ? options.TimeLimit + PackageRestore.TimeLimit : options.TimeLimit;

    static string OneLine(KernelEvent.Error error) =>
        error.Name is DiagnosticText.ErrorName or PackageReference.ErrorName ? error.Value : $"{error.Name}: {error.Value}";
}
