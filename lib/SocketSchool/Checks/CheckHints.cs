using System.Collections.Concurrent;

namespace SocketSchool;

/// <summary>Counts the failing runs of each exercise: every one of them reveals one hint more, and a pass starts over.</summary>
internal static class CheckHints
{
    private static readonly ConcurrentDictionary<(string Exercise, string Kind), int> s_failures = [];

    /// <summary>How many hints may be shown after this outcome; a kind of mistake has a count of its own.</summary>
    public static int Reveal(string exercise, string kind, CheckOutcome outcome, int available)
    {
        if (outcome == CheckOutcome.Passed)
        {
            foreach (var key in s_failures.Keys.Where(key => key.Exercise == exercise)) s_failures.TryRemove(key, out _);
        }

        if (outcome != CheckOutcome.Failed) return 0;
        return Math.Min(available, s_failures.AddOrUpdate((exercise, kind), 1, (_, count) => count + 1));
    }
}
