using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Lessons.Tests;

/// <summary>An exercise of a lesson: its cells in the notebook, its model answer and its wrong ones.</summary>
internal sealed record Exercise(string Lesson, string Name, NotebookCell Stub, NotebookCell Check, IReadOnlyList<NotebookCell> Setup)
{
    private const string ExerciseTag = "exercise:";

    public string ModelPath => Path.Combine(Repository.Answers, Lesson, Name + ".csx");

    public IReadOnlyList<string> WrongPaths
    {
        get
        {
            var folder = Path.Combine(Repository.WrongAnswers, Lesson);
            return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, Name + ".*.csx").Order(StringComparer.Ordinal)] : [];
        }
    }

    public static IReadOnlyList<Exercise> All { get; } = [.. Repository.Lessons.SelectMany(Of)];

    public static IReadOnlyList<Exercise> Of(string lesson)
    {
        var cells = Notebook.Load(Repository.LessonPath(lesson)).Cells.Where(cell => cell.Kind == CellKind.Code).ToArray();
        var found = new List<Exercise>();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Tags.FirstOrDefault(tag => tag.StartsWith(ExerciseTag, StringComparison.Ordinal)) is not { } tag) continue;
            var name = tag[ExerciseTag.Length..];
            var check = cells.FirstOrDefault(cell => cell.Tags.Contains("check:" + name))
                ?? throw new InvalidOperationException($"{lesson}: exercise {name} has no cell tagged check:{name}.");
            // What the exercise may build on: the cell with #r and the usings, and the cells tagged "setup" before it.
            found.Add(new Exercise(lesson, name, cells[i], check, [cells[0], .. cells[1..i].Where(cell => cell.Tags.Contains("setup"))]));
        }

        return found;
    }
}
