using System.Collections.Concurrent;

namespace SocketSchool;

/// <summary>Counts the failing runs of each exercise: every one of them reveals one hint more, and a pass starts over.</summary>
internal static class CheckHints
{
    private static readonly ConcurrentDictionary<string, int> s_failures = [];

    /// <summary>How many hints may be shown after this outcome.</summary>
    public static int Reveal(string exercise, CheckOutcome outcome, int available)
    {
        if (outcome == CheckOutcome.Passed) s_failures.TryRemove(exercise, out _);
        if (outcome != CheckOutcome.Failed) return 0;
        return Math.Min(available, s_failures.AddOrUpdate(exercise, 1, (_, count) => count + 1));
    }
}
