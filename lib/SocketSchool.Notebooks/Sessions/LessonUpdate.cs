using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>
/// Brings a learner's copy to a newer version of its lesson: the lesson's new text, the learner's edits. Cells go by their ids.
/// </summary>
internal sealed class LessonUpdate
{
    readonly Dictionary<string, NotebookCell> before;
    readonly Dictionary<string, NotebookCell> mine;
    readonly List<(string Id, JsonNode Cell)> cells = [];
    readonly List<string> both = [];

    LessonUpdate(Notebook before, Notebook mine)
    {
        this.before = ById(before);
        this.mine = ById(mine);
    }

    /// <summary>Merges.</summary>
    /// <param name="before">The lesson as it was when the copy was made.</param>
    /// <param name="mine">The learner's copy.</param>
    /// <param name="now">The lesson as it is now.</param>
    /// <param name="name">What messages call the result.</param>
    /// <returns>The copy's new content, and the cells that both sides changed, in which the learner's text stands.</returns>
    public static (Notebook Merged, IReadOnlyList<string> Both) Merge(Notebook before, Notebook mine, Notebook now, string name)
    {
        var update = new LessonUpdate(before, mine);
        var merged = now.WithCells(name, all =>
        {
            foreach (var (cell, tree) in now.Cells.Zip(all))
                update.Take(cell, tree!.DeepClone().AsObject());
            update.AddLearnersOwn(mine);
            all.Clear();
            update.cells.ForEach(cell => all.Add(cell.Cell));
        });
        return (merged, update.both);
    }

    void Take(NotebookCell now, JsonObject tree)
    {
        var old = before.GetValueOrDefault(now.Id);
        if (!mine.TryGetValue(now.Id, out var edited))
        {
            // The learner removed it; it comes back only when it has something new to say.
            if (old is null || old.Source != now.Source)
                cells.Add((now.Id, tree));
            return;
        }

        var isMine = edited.Source != (old ?? now).Source;
        if (isMine)
        {
            tree["source"] = NotebookCell.Lines(edited.Source);
            if (old is not null && old.Source != now.Source && edited.Source != now.Source)
                both.Add(now.Id);
        }

        // Outputs belong to the text that made them.
        if (edited.Kind == CellKind.Code && now.Kind == CellKind.Code && (isMine || edited.Source == now.Source))
        {
            tree["outputs"] = edited.Outputs.DeepClone();
            tree["execution_count"] = edited.ExecutionCount;
        }

        cells.Add((now.Id, tree));
    }

    // What the learner added, and cells with edits that the lesson no longer has, stay behind the cell they stood behind.
    void AddLearnersOwn(Notebook copy)
    {
        var previous = -1;
        foreach (var (cell, tree) in copy.Cells.Zip(JsonNode.Parse(copy.ToJson())!["cells"]!.AsArray()))
        {
            var at = cells.FindIndex(known => known.Id == cell.Id);
            if (at < 0 && (!before.TryGetValue(cell.Id, out var old) || old.Source != cell.Source))
            {
                at = previous + 1;
                cells.Insert(at, (cell.Id, tree!.DeepClone()));
            }

            if (at >= 0)
                previous = at;
        }
    }

    static Dictionary<string, NotebookCell> ById(Notebook notebook) => notebook.Cells.ToDictionary(cell => cell.Id, StringComparer.Ordinal);
}
