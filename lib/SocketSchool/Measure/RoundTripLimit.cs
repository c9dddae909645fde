using System.Diagnostics;

namespace SocketSchool;

/// <summary>When a loop of exchanges ends: after a number of them, or after some time, whatever comes first.</summary>
internal readonly struct RoundTripLimit(int most, TimeSpan time)
{
    private readonly double _until = Stopwatch.GetTimestamp() + Math.Min(time.TotalSeconds, 1e6) * Stopwatch.Frequency;

    /// <summary>How many.</summary>
    public int Most { get; } = most;

    /// <summary>Whether the time was over at this time stamp.</summary>
    public bool IsOver(long timestamp) => timestamp > _until;

    /// <summary>The nanoseconds between two time stamps.</summary>
    public static long Nanoseconds(long start, long end) => (long)((end - start) * (1e9 / Stopwatch.Frequency));
}
