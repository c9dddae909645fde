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
                : Skip(cell, number, null, lacking) ?? await RunCellAsync(cell, number, kernel, lacking, cancellationToken);
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

    // What is lacking is remembered by the section's tag, with the reason.
    static CellResult? Skip(NotebookCell cell, int number, KernelEvent.Error? error, Dictionary<string, string> lacking)
    {
        if (cell.Tags.FirstOrDefault(tag => tag.StartsWith(PackageReference.NeedsTag, StringComparison.Ordinal)) is not { } section)
            return null;
        if (error is { Name: PackageReference.ErrorName })
            lacking.TryAdd(section, error.Value);
        return lacking.TryGetValue(section, out var why) ? NotRun(cell, number, CellOutcome.Skipped, why) : null;
    }

    async Task<CellResult> RunCellAsync(
        NotebookCell cell, int number, INotebookKernel kernel, Dictionary<string, string> lacking, CancellationToken cancellationToken)
    {
        var result = await RunOnceAsync(cell, number, kernel, lacking, cancellationToken);
        if (!options.Twice || result.IsFailure || result.Outcome == CellOutcome.Skipped)
            return result;
        result = await RunOnceAsync(cell, number, kernel, lacking, cancellationToken);
        return result.IsFailure ? result with { Error = $"on its second run: {result.Error}" } : result;
    }

    async Task<CellResult> RunOnceAsync(
        NotebookCell cell, int number, INotebookKernel kernel, Dictionary<string, string> lacking, CancellationToken cancellationToken)
    {
        var outputs = new CellOutputs();
        var label = string.Create(CultureInfo.InvariantCulture, $"cell {number}");
        if (cell.Source.AsSpan().Trim().Length > 0)
            await kernel.RunAsync(cell.Source, label, TimeLimit(cell), outputs.Add, cancellationToken);
        cell.Outputs = outputs.ToJson(number);
        cell.ExecutionCount = number;

        return Judge(cell, number, outputs.Error, lacking, kernel.HasExited);
    }

    /// <summary>What became of a cell that was run.</summary>
    /// <param name="cell">The cell with its outputs.</param>
    /// <param name="number">Its number.</param>
    /// <param name="error">The first error, or <see langword="null"/>.</param>
    /// <param name="lacking">The sections whose package cannot be had, by their tag, and why.</param>
    /// <param name="hasEnded">Whether the kernel ended.</param>
    internal static CellResult Judge(
        NotebookCell cell, int number, KernelEvent.Error? error, Dictionary<string, string> lacking, bool hasEnded = false)
    {
        if (!hasEnded && Skip(cell, number, error, lacking) is { } skipped)
            return skipped;
        var raises = cell.Tags.Contains(RaisesException, StringComparer.Ordinal);
        return (hasEnded, error, raises) switch
        {
            (true, _, _) => new(cell, number, CellOutcome.EndedKernel, error is null ? "the kernel ended" : OneLine(error)),
            (_, null, true) => new(
                cell, number, CellOutcome.ExpectedException, $"expected an exception (the cell is tagged {RaisesException}) and there was none"),
            (_, not null, false) => new(cell, number, CellOutcome.Failed, OneLine(error)),
            _ => new(cell, number, CellOutcome.Passed, null),
        };
    }

    // Restoring has a limit of its own: how far away the packages are is not the cell's doing.
    TimeSpan TimeLimit(NotebookCell cell) =>
        PackageReference.MayBeIn(cell.Source) ? options.TimeLimit + PackageRestore.TimeLimit : options.TimeLimit;

    static string OneLine(KernelEvent.Error error) =>
        error.Name is DiagnosticText.ErrorName or PackageReference.ErrorName ? error.Value : $"{error.Name}: {error.Value}";
}
