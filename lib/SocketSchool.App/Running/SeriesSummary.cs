using System.Globalization;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Running;

/// <summary>What is printed at the end of a run.</summary>
static class SeriesSummary
{
    /// <summary>Prints which cells failed, how long it took, and the counts.</summary>
    /// <param name="results">What became of the notebooks.</param>
    /// <param name="elapsed">How long the run took.</param>
    /// <param name="folder">Where they were written.</param>
    /// <returns>The exit code: 0, or 1 when a cell failed.</returns>
    public static int Print(IReadOnlyList<NotebookResult> results, TimeSpan elapsed, string folder)
    {
        foreach (var result in results)
        {
            foreach (var cell in result.Failures)
                Console.Error.WriteLine($"{result.Notebook.Name}, cell {cell.Number} ({cell.Cell.Id}): {cell.Error}");
        }

        foreach (var result in results)
        {
            foreach (var section in result.Skipped.GroupBy(cell => cell.Error))
                Console.WriteLine($"{result.Notebook.Name}, {Cells([.. section.Select(cell => cell.Number)])}: skipped, {section.Key}");
        }

        var failed = results.Sum(result => result.Failures.Count);
        var notRun = results.Sum(result => result.NotRun + result.Skipped.Count);
        var passed = results.Sum(result => result.Cells.Count) - failed - notRun;
        var skipped = notRun > 0 ? string.Create(CultureInfo.InvariantCulture, $", {notRun} skipped") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(results.Count)} in {elapsed.TotalSeconds:0.0} s, written to {folder}{Path.DirectorySeparatorChar}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cells: {passed} passed, {failed} failed{skipped}"));
        return failed == 0 ? 0 : 1;
    }

    // cell 4, cells 4-6, cells 4, 6
    static string Cells(IReadOnlyList<int> numbers) => (numbers.Count, numbers[^1] - numbers[0] == numbers.Count - 1) switch
    {
        (1, _) => string.Create(CultureInfo.InvariantCulture, $"cell {numbers[0]}"),
        (_, true) => string.Create(CultureInfo.InvariantCulture, $"cells {numbers[0]}-{numbers[^1]}"),
        _ => "cells " + string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
    };

    /// <summary><c>1 notebook</c>, <c>3 notebooks</c>.</summary>
    public static string Count(int notebooks) =>
        notebooks == 1 ? "1 notebook" : string.Create(CultureInfo.InvariantCulture, $"{notebooks} notebooks");
}
