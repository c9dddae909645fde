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

        var failed = results.Sum(result => result.Failures.Count);
        var notRun = results.Sum(result => result.NotRun);
        var passed = results.Sum(result => result.Cells.Count) - failed - notRun;
        var skipped = notRun > 0 ? string.Create(CultureInfo.InvariantCulture, $", {notRun} skipped") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(results.Count)} in {elapsed.TotalSeconds:0.0} s, written to {folder}{Path.DirectorySeparatorChar}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cells: {passed} passed, {failed} failed{skipped}"));
        return failed == 0 ? 0 : 1;
    }

    /// <summary><c>1 notebook</c>, <c>3 notebooks</c>.</summary>
    public static string Count(int notebooks) =>
        notebooks == 1 ? "1 notebook" : string.Create(CultureInfo.InvariantCulture, $"{notebooks} notebooks");
}
