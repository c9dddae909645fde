using System.Globalization;

namespace SocketSchool;

/// <summary>How many sockets this process may have: on Unix each is a file descriptor, and those are limited (getrlimit(2), RLIMIT_NOFILE).</summary>
internal static class ServerLoadDescriptors
{
    // For the listener, the runtime's own files, and whatever the notebook has open.
    private const int Spare = 200;

    /// <summary>How many files this process may have open; <c>null</c> where the system does not say (it is then found out by trying).</summary>
    public static long? Limit()
    {
        try
        {
            if (!OperatingSystem.IsLinux()) return null;
            var line = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
            var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Says before the work begins that it cannot be done.</summary>
    public static void Check(long needed, int connections)
    {
        if (Limit() is not { } limit || needed + Spare <= limit) return;
        throw new MeasurementException(
            $"{Say.Count(connections, "connection")} need {Say.Number(needed)} open files in this process and a few more, and it may have " +
            $"{Say.Number(limit)} (ulimit -n). Ask for fewer, raise the limit, or put the server into a process of its own.");
    }
}
