namespace SocketSchool.App.Serve;

/// <summary>What the kernels noted of the exercises: the same file that <see cref="Progress"/> writes in them.</summary>
/// <param name="file">The file.</param>
/// <param name="catalog">The lessons with their exercises.</param>
sealed class LearnerProgress(string file, LessonCatalog catalog)
{
    readonly Lock gate = new();
    (DateTime Written, long Length) seen = (default, -1);
    IReadOnlyDictionary<string, ExerciseProgress> exercises = new Dictionary<string, ExerciseProgress>();

    /// <summary>The exercises of a lesson.</summary>
    public IReadOnlyList<ExerciseState> Of(LessonEntry lesson)
    {
        var read = Read();
        return [.. lesson.Exercises.Select(name => read.TryGetValue(name, out var known)
            ? new ExerciseState(name, known.IsDone, known.IsTried)
            : new ExerciseState(name, false, false))];
    }

    /// <summary>How many are done of the series, and the exercises of one lesson.</summary>
    public (ProgressCount Series, IReadOnlyList<ExerciseState> Exercises) Count(string lesson)
    {
        var all = catalog.Lessons().Select(entry => (entry.Name, States: Of(entry))).ToList();
        return (
            new(all.Sum(entry => entry.States.Count(state => state.IsDone)), all.Sum(entry => entry.States.Count)),
            all.FirstOrDefault(entry => entry.Name == lesson).States ?? []);
    }

    IReadOnlyDictionary<string, ExerciseProgress> Read()
    {
        lock (gate)
        {
            var info = new FileInfo(file);
            var now = info.Exists ? (info.LastWriteTimeUtc, info.Length) : (default, 0);
            if (now != seen)
            {
                exercises = Progress.Read(file).ToDictionary(exercise => exercise.Name, StringComparer.Ordinal);
                seen = now;
            }

            return exercises;
        }
    }
}
