using System.Globalization;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Sessions;

// Cells of the learner's own, between those of the lesson.
public sealed partial class LessonSession
{
    /// <summary>As many cells as a lesson may have with the learner's own: enough for anybody, and a page can still show them.</summary>
    public const int MaxCells = 500;

    /// <summary>Adds a code cell of the learner's own and saves.</summary>
    /// <param name="after">The id of the cell that it stands behind; <see langword="null"/> puts it first.</param>
    /// <param name="source">Its text.</param>
    /// <returns>The new cell's id, or what prevented it, in a line.</returns>
    public (string? Cell, string? Problem) AddCell(string? after, string source)
    {
        lock (gate)
        {
            if (copy.Document.Cells.Count >= MaxCells)
                return (null, string.Create(CultureInfo.InvariantCulture, $"This lesson has {MaxCells} cells, and that is as many as it may have. Remove one of your own first."));
            var problem = TakeOutsideChange();
            if (copy.Add(after, source) is not { } id)
                return (null, "The cell to put a new one behind is not there any more. Reload the page.");
            problem ??= SaveChangedCells();
            return (id, problem);
        }
    }

    /// <summary>Removes a cell of the learner's own and saves. The lesson's cells stay.</summary>
    /// <param name="cell">The cell's id.</param>
    /// <returns>What prevented it, in a line; <see langword="null"/> for nothing.</returns>
    public string? RemoveCell(string cell)
    {
        lock (gate)
        {
            var problem = TakeOutsideChange();
            if (Find(cell) is not { } found)
                return null;
            if (!IsLearners(found))
                return "This cell is the lesson's. Only cells that you have added can be removed.";
            if (StateOf(cell) != CellState.Idle)
                return "This cell runs or waits. Interrupt it first.";
            copy.Remove(found);
            runs.Remove(cell);
            writers.Remove(cell);
            return problem ?? SaveChangedCells();
        }
    }

    bool IsLearners(NotebookCell cell) => copy.OriginalSource(cell.Id) is null;

    string? SaveChangedCells()
    {
        needsSave = true;
        var problem = Save();
        Tell(new SessionEvent.Reloaded(null));
        return problem;
    }
}
