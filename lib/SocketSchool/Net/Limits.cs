using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>Checks the limits that somebody sets, by their names.</summary>
internal static class Limits
{
    // What the runtime's timers take.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public static void Time(TimeSpan limit, [CallerArgumentExpression(nameof(limit))] string name = "")
    {
        if (limit == Timeout.InfiniteTimeSpan || (limit > TimeSpan.Zero && limit <= s_longest)) return;
        throw new ArgumentOutOfRangeException(
            name, limit, $"{name} must be above zero and at most 49 days, or Timeout.InfiniteTimeSpan for no limit.");
    }

    public static void AtLeast(int least, int limit, [CallerArgumentExpression(nameof(limit))] string name = "")
    {
        if (limit < least) throw new ArgumentOutOfRangeException(name, limit, $"{name} must be at least {least}.");
    }
}
