using System.Globalization;

namespace SocketSchool;

/// <summary>How busy the machine is without this measurement, where the system tells.</summary>
internal static class PlacementLoad
{
    /// <summary>A sentence; empty when not known or when the machine is idle.</summary>
    /// <param name="processors">How many the process may use.</param>
    public static string Describe(int processors)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Describe(File.ReadAllText("/proc/loadavg"), processors) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    internal static string Describe(string loadavg, int processors) =>
        double.TryParse(loadavg.Split(' ')[0], CultureInfo.InvariantCulture, out var load) && load >= 0.5 * processors
            ? string.Create(CultureInfo.InvariantCulture, $"The machine was busy by itself: a load average of {load:0.0} on {Say.Count(processors, "processor")}. What is called idle below was not.")
            : "";
}
