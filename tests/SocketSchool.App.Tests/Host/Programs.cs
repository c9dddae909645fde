namespace SocketSchool.App.Tests.Hosting;

/// <summary>Programs that some tests talk to and a user may lack.</summary>
internal static class Programs
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
        .FirstOrDefault(File.Exists);

    /// <summary>
    /// Why a test cannot run here, or <c>null</c> when it can. With <c>CI=true</c> there is no excuse: the test then runs and fails.
    /// </summary>
    public static string? WhyNot(string[] names)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") return null;
        if (OperatingSystem.IsWindows()) return "The interop tests use the shell and signals of Linux and macOS.";
        var missing = names.Where(name => Find(name) is null).ToArray();
        return missing.Length == 0 ? null : $"needs {string.Join(" and ", missing)}, which this machine lacks";
    }
}
