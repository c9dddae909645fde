using System.Globalization;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Running;

/// <summary>One line a notebook, when it has ended: <c>03-echo  18 cells  0 failed  1.9 s</c>.</summary>
sealed class PlainDisplay(TextWriter output, int nameWidth) : IRunDisplay
{
    readonly Lock gate = new();

    public void Started(string name, int cells)
    {
    }

    public void CellDone(string name, CellResult result)
    {
    }

    public void Finished(string name, NotebookResult result)
    {
        lock (gate)
            output.WriteLine(Line(name, result));
    }

    public void Dispose() => output.Flush();

    string Line(string name, NotebookResult result)
    {
        var notRun = result.NotRun > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {result.NotRun} not run") : "";
        var skipped = result.Skipped.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {result.Skipped.Count} skipped") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name.PadRight(nameWidth)}  {result.Cells.Count,3} cells  {result.Failures.Count,2} failed{notRun}{skipped}  {result.Elapsed.TotalSeconds,5:0.0} s");
    }
}
