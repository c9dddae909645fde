using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Pages;

/// <summary>One notebook of a series.</summary>
/// <param name="Notebook">The notebook with the outputs that its page is to show.</param>
/// <param name="Results">What became of its cells in the run at hand; <see langword="null"/> when it was not run.</param>
public sealed record SeriesLesson(Notebook Notebook, IReadOnlyList<CellResult>? Results = null)
{
    /// <summary>The file name of its page.</summary>
    public string PageName => Path.GetFileNameWithoutExtension(Notebook.Name) + ".html";

    /// <summary>The folder that its links are relative to.</summary>
    internal string Folder => Path.GetDirectoryName(Path.GetFullPath(Notebook.Name))!;

    internal string? Goal => Summary.Goal;

    internal string? Time => Summary.Time;

    LessonSummary Summary { get; } = LessonSummary.Of(Notebook);
}
