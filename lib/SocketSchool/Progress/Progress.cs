namespace SocketSchool;

/// <summary>
/// Which exercises are done. A check that passes or fails in a notebook is noted, with the time, in one small file beside the lessons
/// (<c>notebooks/.progress.json</c>), or in the user's folder for local application data when no lessons are near.
/// </summary>
/// <remarks>
/// The environment variable <c>SOCKETSCHOOL_PROGRESS</c> names another file, or is <c>off</c>: then nothing is noted. The command
/// line's <c>run</c> and <c>export</c> set it to <c>off</c>. Nothing leaves the machine.
/// </remarks>
public static class Progress
{
    private const string OffNotice = "This run notes nothing (SOCKETSCHOOL_PROGRESS is off). In your own notebook, every check that you run is noted here.";

    /// <summary>All lessons with their exercises: done, tried or not yet, when, and which is next.</summary>
    public static ProgressView Show() => Show(ProgressPlace.Current, TimeProvider.System);

    /// <summary>Starts over. The file with what was noted is kept under another name, which the view says.</summary>
    public static ProgressView Reset()
    {
        CheckHints.Forget();
        return Reset(ProgressPlace.Current, TimeProvider.System, null);
    }

    /// <summary>Forgets one exercise, as if it had never been tried.</summary>
    /// <param name="exercise">Its name, for instance <c>numbered-echo</c>.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ProgressView Reset(string exercise)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(exercise);
        CheckHints.Forget(exercise);
        return Reset(ProgressPlace.Current, TimeProvider.System, exercise);
    }

    /// <summary>What a progress file notes: every exercise whose check has passed or failed, in no particular order.</summary>
    /// <param name="file">The file, as <c>SOCKETSCHOOL_PROGRESS</c> names it. Without one, and while it cannot be read, nothing is noted.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IReadOnlyList<ExerciseProgress> Read(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        ProgressData data = ProgressData.Empty;
        Try(file, "read", () =>
        {
            data = new ProgressFile(file, TimeProvider.System).Read(out var broken);
            return broken;
        });
        return [.. data.Exercises];
    }

    internal static ProgressView Show(ProgressPlace place, TimeProvider time, string notice = "")
    {
        var data = ProgressData.Empty;
        var notices = new List<string> { notice, place.File is null ? OffNotice : "" };
        if (place.File is not null)
        {
            notices.Add(Try(place.File, "read", () =>
            {
                data = new ProgressFile(place.File, time).Read(out var broken);
                return broken;
            }));
        }

        IReadOnlyList<LessonExercises> lessons = [];
        if (place.Lessons is not null)
        {
            notices.Add(Try(place.Lessons, "read", () =>
            {
                lessons = LessonExercises.Of(place.Lessons, out var unread);
                return unread.Count > 0 ? $"Could not be read, so its exercises are missing here: {string.Join(", ", unread)}." : "";
            }));
        }

        return new ProgressView(lessons, data, [.. notices.Where(line => line.Length > 0)], time.LocalTimeZone);
    }

    internal static ProgressView Reset(ProgressPlace place, TimeProvider time, string? exercise)
    {
        if (place.File is null) return Show(place, time);
        var notice = Try(place.File, "changed", () =>
        {
            var file = new ProgressFile(place.File, time);
            if (exercise is null)
            {
                return file.StartOver() is { Length: > 0 } kept ? $"Started over. What was noted before is kept as {kept}." : "Nothing was noted yet.";
            }

            var known = file.Change(data => data.Forget(exercise), out var broken);
            return broken.Length > 0 ? broken : known ? $"Forgotten: {exercise}." : $"Nothing was noted of an exercise \"{exercise}\".";
        });
        return Show(place, time, notice);
    }

    /// <summary>Notes what a check found. It never throws: what went wrong comes back as one line.</summary>
    /// <returns>How many runs in a row have failed in this way, 0 when that is not known; and the line, mostly empty.</returns>
    internal static (int Failures, string Notice) Note(
        ProgressPlace place, TimeProvider time, string exercise, CheckOutcome outcome, string kind, TimeSpan? patience = null)
    {
        if (place.File is null || outcome == CheckOutcome.NotYet) return (0, "");
        var failures = 0;
        var notice = Try(place.File, "written, so this run is not noted", () =>
        {
            failures = new ProgressFile(place.File, time, patience).Change(
                data =>
                {
                    if (outcome == CheckOutcome.Failed) return data.NoteFailed(exercise, kind, time.GetUtcNow());
                    data.NotePassed(exercise, time.GetUtcNow());
                    return 0;
                },
                out var broken);
            return broken;
        });
        return (failures, notice);
    }

    private static string Try(string path, string what, Func<string> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
        {
            // Whatever a file system can come up with: a learner's check does not fail because of the notes on it.
            return $"{path} could not be {what}: {e.Message.ReplaceLineEndings(" ")}";
        }
    }
}
