using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// Finds and kills what a kernel started and left behind, also when its own parent has died in between. On Linux a process shows the
/// environment it began with, and the mark in it is random: no other process can be met by mistake.
/// </summary>
internal static class ProcessMark
{
    // Linux counts in clock ticks, so a process may seem to have started a little before it did.
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Kills every process that carries the mark; does nothing where processes do not show their environment.</summary>
    public static void KillAll(string? mark, bool exceptSelf = false)
    {
        if (string.IsNullOrEmpty(mark) || !OperatingSystem.IsLinux())
            return;
        // What is being killed may be starting another one: look again until nothing is found, a bounded number of times.
        for (var round = 0; round < 10; round++)
        {
            var found = Find(mark).Where(id => !exceptSelf || id != Environment.ProcessId).ToList();
            if (found.Count == 0)
                return;
            foreach (var id in found)
                Kill(id);
        }
    }

    /// <summary>Kills every process that carries the mark and was started after a moment; never this one.</summary>
    public static void KillStartedSince(string? mark, DateTime start)
    {
        if (string.IsNullOrEmpty(mark) || !OperatingSystem.IsLinux())
            return;
        foreach (var id in Find(mark).Where(id => id != Environment.ProcessId && StartOf(id) > start - Tick).ToList())
            Kill(id);
    }

    static DateTime? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The ids of the processes that carry the mark (Linux).</summary>
    public static IEnumerable<int> Find(string mark)
    {
        var sought = Encoding.UTF8.GetBytes($"{KernelHost.MarkVariable}={mark}");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Contains(Path.Combine(folder, "environ"), sought))
                yield return id;
        }
    }

    static bool Contains(string path, byte[] sought)
    {
        try
        {
            return File.ReadAllBytes(path).AsSpan().IndexOf(sought) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // Gone already.
        }
    }
}
