using System.Globalization;

namespace SocketSchool;

/// <summary>How busy the machine is without this measurement, where the system tells (Linux: /proc/stat, proc(5)).</summary>
/// <remarks>Not the load average, which tells of the last minute: a machine that has just become idle would count as busy.</remarks>
internal static class PlacementLoad
{
    private const double WorthSaying = 0.25;
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(200);

    /// <summary>Looks at the processors for 0.2 s.</summary>
    /// <returns>Which part of their time they were at work, 0 to 1; <c>null</c> when not known.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double? Measure(CancellationToken token)
    {
        if (Read() is not { } before) return null;
        token.WaitHandle.WaitOne(s_window);
        token.ThrowIfCancellationRequested();
        return Read() is { } after ? Share(before, after) : null;
    }

    /// <summary>A sentence; empty when not known or when the machine is idle.</summary>
    internal static string Describe(double? share) => share >= WorthSaying
        ? string.Create(CultureInfo.InvariantCulture, $"The machine was not idle by itself: just before, its processors were at work for {100 * share:0}% of the time.")
        : "";

    internal static double? Share((long Busy, long All) before, (long Busy, long All) after) =>
        after.All > before.All ? (double)(after.Busy - before.Busy) / (after.All - before.All) : null;

    /// <summary>The first line of /proc/stat: time since the start, in ticks, of all processors together.</summary>
    internal static (long Busy, long All)? Parse(string line)
    {
        // cpu user nice system idle iowait irq softirq steal; what follows is contained in user and nice.
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 6 || words[0] != "cpu") return null;
        var ticks = words.Skip(1).Take(8).Select(word => long.TryParse(word, CultureInfo.InvariantCulture, out var count) ? count : 0).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }

    private static (long Busy, long All)? Read()
    {
        try
        {
            return OperatingSystem.IsLinux() && File.ReadLines("/proc/stat").FirstOrDefault() is { } line ? Parse(line) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
