using System.Collections.Concurrent;

namespace SocketSchool;

/// <summary>
/// Counts the failing runs of each exercise: every one of them reveals one hint more, and a pass starts over. Where progress is noted,
/// the count outlives the kernel.
/// </summary>
internal static class CheckHints
{
    private static readonly ConcurrentDictionary<(string Exercise, string Kind), int> s_failures = [];

    /// <summary>
    /// How many hints may be shown after this outcome; a kind of mistake has a count of its own. <paramref name="noted"/> is how many
    /// such runs the progress file knows of, this one included.
    /// </summary>
    public static int Reveal(string exercise, string kind, CheckOutcome outcome, int available, int noted = 0)
    {
        if (outcome == CheckOutcome.Passed) Forget(exercise);
        if (outcome != CheckOutcome.Failed) return 0;
        return Math.Min(available, s_failures.AddOrUpdate((exercise, kind), Math.Max(1, noted), (_, count) => Math.Max(count + 1, noted)));
    }

    /// <summary>Begins again with the first hint of an exercise, or of all.</summary>
    public static void Forget(string? exercise = null)
    {
        foreach (var key in s_failures.Keys.Where(key => exercise is null || key.Exercise == exercise)) s_failures.TryRemove(key, out _);
    }
}
