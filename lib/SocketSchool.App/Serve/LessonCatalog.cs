using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>
/// The lessons of a folder. A lesson is opened by a name from this list and in no other way, so that no name leads out of the folder.
/// </summary>
/// <param name="folder">The folder.</param>
sealed class LessonCatalog(string folder)
{
    /// <summary>The notebook that explains the words.</summary>
    public const string GlossaryName = "glossary";

    const string ExerciseTag = "exercise:";

    readonly Lock gate = new();
    readonly Dictionary<string, (DateTime Written, LessonEntry Entry)> known = new(StringComparer.Ordinal);

    /// <summary>The lessons in their order.</summary>
    public IReadOnlyList<LessonEntry> Lessons()
    {
        lock (gate)
        {
            return [.. Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal)
                .Where(path => Path.GetFileName(path)[0] != '.').Select(Entry)];
        }
    }

    /// <summary>A lesson and its neighbours; <see langword="null"/> when there is none of that name.</summary>
    public LessonPlace? Place(string name)
    {
        var lessons = Lessons();
        for (var i = 0; i < lessons.Count; i++)
        {
            if (lessons[i].Name == name)
                return new(lessons[i], i > 0 ? lessons[i - 1] : null, i + 1 < lessons.Count ? lessons[i + 1] : null);
        }

        return null;
    }

    /// <summary>The file of a lesson; <see langword="null"/> when there is none of that name.</summary>
    public string? Find(string name) => Directory.EnumerateFiles(folder, "*.ipynb")
        .FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name && name[0] != '.');

    /// <summary>The glossary, whose terms the lessons' text is linked to; <see langword="null"/> without one.</summary>
    public Notebook? Glossary()
    {
        try
        {
            return Find(GlossaryName) is { } path ? Notebook.Load(path) : null;
        }
        catch (NotebookFormatException)
        {
            return null;
        }
    }

    LessonEntry Entry(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var written = File.GetLastWriteTimeUtc(path);
        if (known.TryGetValue(name, out var last) && last.Written == written)
            return last.Entry;
        var entry = Read(path, name);
        known[name] = (written, entry);
        return entry;
    }

    static LessonEntry Read(string path, string name)
    {
        try
        {
            var notebook = Notebook.Load(path);
            var (goal, time) = LessonText.Summary(notebook);
            return new(name, notebook.Title, goal, time, [.. notebook.Cells.SelectMany(cell => cell.Tags)
                .Where(tag => tag.StartsWith(ExerciseTag, StringComparison.Ordinal)).Select(tag => tag[ExerciseTag.Length..])]);
        }
        catch (NotebookFormatException e)
        {
            return new(name, name, null, null, [], e.Message);
        }
    }
}
