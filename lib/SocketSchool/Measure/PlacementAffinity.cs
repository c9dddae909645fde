using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SocketSchool;

/// <summary>Which processors a thread may run on, asked for and set through the operating system itself.</summary>
/// <remarks>
/// Not <see cref="Process.ProcessorAffinity"/>: on Linux that sets the process's first thread alone, because sched_setaffinity(2) takes
/// a thread. A thread there inherits the mask of the thread that started it; on Windows it gets the process's.
/// </remarks>
internal static class PlacementAffinity
{
    // 1,024 processors, the size of glibc's cpu_set_t.
    private const int Words = 16;

    /// <summary>Why nothing can be set here; empty when it can.</summary>
    public static string WhyNot => OperatingSystem.IsLinux() || OperatingSystem.IsWindows()
        ? ""
        : "This operating system has no call that holds a thread to a processor.";

    /// <summary>The processors that this thread may use, rising; <c>null</c> when the system does not tell.</summary>
    public static IReadOnlyList<int>? Allowed()
    {
        try
        {
            if (OperatingSystem.IsLinux()) return GetLinux(0) is { } mask ? Numbers(mask) : null;
            if (OperatingSystem.IsWindows())
            {
                using var process = Process.GetCurrentProcess();
                return Numbers([(ulong)process.ProcessorAffinity]);
            }
        }
        catch (Exception e) when (IsRefusal(e))
        {
            // A sandbox that forbids the call, or a system without that function.
        }

        return null;
    }

    /// <summary>Holds this thread to some processors.</summary>
    /// <returns>Whether the system did it.</returns>
    public static bool HoldThread(IReadOnlyList<int> processors)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return SetLinux(0, Mask(processors));
            return OperatingSystem.IsWindows() && Native.SetThreadAffinityMask(Native.GetCurrentThread(), (nuint)Mask(processors)[0]) != 0;
        }
        catch (Exception e) when (IsRefusal(e))
        {
            return false;
        }
    }

    /// <summary>Holds all threads of this process, and those they start, to some processors.</summary>
    /// <returns>What takes it back; <c>null</c> when the system did not do it.</returns>
    public static Action? HoldProcess(IReadOnlyList<int> processors)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return HoldLinux(Mask(processors));
            if (!OperatingSystem.IsWindows()) return null;
            using var process = Process.GetCurrentProcess();
            var before = process.ProcessorAffinity;
            process.ProcessorAffinity = (nint)Mask(processors)[0];
            return () => RestoreWindows(before);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            return null;
        }
    }

    private static Action? HoldLinux(ulong[] mask)
    {
        if (GetLinux(0) is not { } own) return null;
        Dictionary<int, ulong[]> before = [];
        Action restore = () =>
        {
            // A thread that came meanwhile inherited the mask from one of the others.
            foreach (var thread in Threads()) SetLinux(thread, before.GetValueOrDefault(thread, own));
        };
        try
        {
            // Again, until no thread has come that one not yet held had started. Bounded, should somebody start threads all the time.
            for (var pass = 0; pass < 20; pass++)
            {
                var fresh = Threads().Where(thread => !before.ContainsKey(thread)).ToArray();
                if (fresh.Length == 0) break;
                foreach (var thread in fresh)
                {
                    // A thread that has just ended has no mask.
                    if (GetLinux(thread) is not { } old) continue;
                    before[thread] = pass == 0 ? old : own;
                    if (!SetLinux(thread, mask) && thread == Environment.ProcessId) throw new UnauthorizedAccessException();
                }
            }

            return restore;
        }
        catch
        {
            restore();
            throw;
        }
    }

    private static void RestoreWindows(nint before)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsWindows()) process.ProcessorAffinity = before;
    }

    private static IEnumerable<int> Threads() => Directory.EnumerateDirectories("/proc/self/task")
        .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));

    private static ulong[]? GetLinux(int thread)
    {
        var mask = new ulong[Words];
        return Native.sched_getaffinity(thread, Words * sizeof(ulong), mask) < 0 ? null : mask;
    }

    private static bool SetLinux(int thread, ulong[] mask) => Native.sched_setaffinity(thread, Words * sizeof(ulong), mask) == 0;

    private static List<int> Numbers(ulong[] mask) =>
        [.. Enumerable.Range(0, mask.Length * 64).Where(number => (mask[number / 64] >> (number % 64) & 1) != 0)];

    private static ulong[] Mask(IReadOnlyList<int> processors)
    {
        var mask = new ulong[Words];
        foreach (var number in processors) mask[number / 64] |= 1UL << (number % 64);
        return mask;
    }

    private static bool IsRefusal(Exception e) => e is
        DllNotFoundException or EntryPointNotFoundException or System.ComponentModel.Win32Exception or PlatformNotSupportedException or
        InvalidOperationException or IOException or UnauthorizedAccessException;

    private static class Native
    {
        [DllImport("libc", SetLastError = true)]
        public static extern int sched_getaffinity(int thread, nint size, [Out] ulong[] mask);

        [DllImport("libc", SetLastError = true)]
        public static extern int sched_setaffinity(int thread, nint size, ulong[] mask);

        [DllImport("kernel32.dll")]
        public static extern nint GetCurrentThread();

        [DllImport("kernel32.dll", SetLastError = true)]
        public static extern nuint SetThreadAffinityMask(nint thread, nuint mask);
    }
}
