using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>The lessons with their exercises: done, tried or not yet.</summary>
public sealed class ProgressView : View
{
    private readonly IReadOnlyList<string> _notices;
    private readonly TimeZoneInfo _zone;

    internal ProgressView(IReadOnlyList<LessonExercises> lessons, ProgressData data, IReadOnlyList<string> notices, TimeZoneInfo zone)
    {
        Lessons = [.. lessons.Select(lesson => new LessonProgress(
            lesson.Title, [.. lesson.Names.Select(name => data.Find(name) ?? new ExerciseProgress(name))]))];
        var known = lessons.SelectMany(lesson => lesson.Names).ToHashSet(StringComparer.Ordinal);
        Others = [.. data.Exercises.Where(exercise => !known.Contains(exercise.Name))];
        _notices = notices;
        _zone = zone;
    }

    /// <summary>The lessons that have exercises, in their order.</summary>
    public IReadOnlyList<LessonProgress> Lessons { get; }

    /// <summary>What was checked and belongs to no lesson in the folder.</summary>
    public IReadOnlyList<ExerciseProgress> Others { get; }

    /// <summary>How many exercises the lessons have.</summary>
    public int Total => Lessons.Sum(lesson => lesson.Exercises.Count);

    /// <summary>How many of them are done.</summary>
    public int Done => Lessons.Sum(lesson => lesson.Done);

    /// <summary>The first exercise that is not done; <c>null</c> when all are.</summary>
    public ExerciseProgress? Next => NextLesson?.Exercises.First(exercise => !exercise.IsDone);

    private LessonProgress? NextLesson => Lessons.FirstOrDefault(lesson => lesson.Done < lesson.Exercises.Count);

    private string Headline => Total == 0
        ? "No lessons were found near this notebook."
        : $"{Done} of {Say.Count(Total, "exercise")} done." + (Next is { } next ? $" Next: {next.Name}, in {NextLesson!.Title}." : " That is all of them.");

    private IEnumerable<LessonProgress> Groups => Others.Count == 0 ? Lessons : Lessons.Append(new LessonProgress("Other checks", Others));

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = new StringBuilder(Headline);
        foreach (var notice in _notices) text.Append('\n').Append(notice);
        foreach (var group in Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{group.Title}: {group.Done} of {group.Exercises.Count}");
            foreach (var exercise in group.Exercises)
            {
                text.Append("\n  ").Append(exercise.IsDone ? "[x] " : exercise.IsTried ? "[-] " : "[ ] ").Append(exercise.Name.PadRight(20))
                    .Append(Word(exercise)).Append(Details(exercise) is { Length: > 0 } details ? ", " + details : "");
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToHtml()
    {
        var html = new StringBuilder("<div class=\"k\"><p><strong>").Append(Html.Escape(Headline)).Append("</strong></p>");
        if (Total > 0) html.Append(CultureInfo.InvariantCulture, $"<progress value=\"{Done}\" max=\"{Total}\" aria-label=\"exercises done\"></progress>");
        foreach (var notice in _notices) html.Append("<p class=\"s\">").Append(Html.Escape(notice)).Append("</p>");
        foreach (var group in Groups)
        {
            var open = group == NextLesson ? " open" : "";
            var rows = group.Exercises.Select(exercise => new[] { Cell.Mono(exercise.Name), State(exercise), (Cell)Details(exercise) });
            html.Append(CultureInfo.InvariantCulture, $"<details{open}><summary>{Html.Escape(group.Title)}: {group.Done} of {group.Exercises.Count}</summary>")
                .Append(Html.Table(["exercise", "state", "when"], rows)).Append("</details>");
        }

        return Html.Wrap(html.Append("</div>").ToString(), css: "§ progress{width:100%;accent-color:var(--green)}§ summary{color:inherit}§ table{margin:.2em 0 .6em 1.1em}");
    }

    private static string Word(ExerciseProgress exercise) => exercise.IsDone ? "done" : exercise.IsTried ? "tried" : "not yet";

    private static Cell State(ExerciseProgress exercise) =>
        exercise.IsDone ? Html.Badge(Word(exercise), "green")
        : exercise.IsTried ? Html.Badge(Word(exercise), "orange")
        : new Cell(Word(exercise), $"<span class=\"s\">{Word(exercise)}</span>");

    private string Details(ExerciseProgress exercise)
    {
        var runs = exercise.FailedRuns == 0 ? "" : Say.Count(exercise.FailedRuns, "failed run");
        return exercise.Passed is { } passed ? When(passed) + (runs.Length > 0 ? $", {runs}" : "")
            : exercise.LastRun is { } last ? $"{runs}, the last {When(last)}"
            : "";
    }

    private string When(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
