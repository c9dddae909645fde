using System.Globalization;
using System.Runtime.InteropServices;

namespace SocketSchool;

/// <summary>What a measurement was made on: a number without its machine says little.</summary>
public static class MachineInfo
{
    /// <summary>
    /// One line: processor, how many of them this process may use, operating system, runtime. With one processor (for instance
    /// under <c>taskset -c 0</c>) both ends in this process share it; with more, the operating system decides where they run.
    /// </summary>
    public static string Describe()
    {
        var allowed = Environment.ProcessorCount;
        var placement = allowed == 1
            ? "this process held to 1 processor"
            : string.Create(CultureInfo.InvariantCulture, $"{allowed} processors, placed by the operating system");
        return $"{Processor()}, {placement}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}";
    }

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
