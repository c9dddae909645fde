using System.Runtime.InteropServices;

namespace SocketSchool;

/// <summary>What a measurement was made on: a number without its machine says little.</summary>
public static class MachineInfo
{
    /// <summary>
    /// One line: processor, how many of them this thread may use (<see cref="Placement.Current"/>), operating system, runtime. With one
    /// (for instance under <c>taskset -c 0</c>) both ends in this process share it; with more, the operating system decides where they run.
    /// </summary>
    public static string Describe() => Describe(Placement.Current.Description);

    /// <summary>The same where a measurement placed its threads itself.</summary>
    /// <param name="placed">Where they ran.</param>
    internal static string Describe(string placed) =>
        $"{Processor()}, {placed}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        try
        {
            if (OperatingSystem.IsLinux())
            {
                foreach (var line in File.ReadLines("/proc/cpuinfo"))
                {
                    if (line.StartsWith("model name", StringComparison.Ordinal)) return $"{line[(line.IndexOf(':') + 1)..].Trim()} ({architecture})";
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sandbox without /proc: the architecture has to do.
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") is { Length: > 0 } name ? $"{name} ({architecture})" : architecture;
    }
}
