using System.Diagnostics;
using SocketSchool.App.Tests.Hosting;

namespace SocketSchool.App.Tests.Engines;

/// <summary>A test that needs the tool dotnet-interactive, in the version that the repository names, and says so where it is not restored.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ToolFactAttribute : FactAttribute
{
    static readonly Lazy<bool> IsThere = new(() =>
    {
        var info = new ProcessStartInfo("dotnet", ["tool", "run", "dotnet-interactive", "--", "--version"])
        {
            WorkingDirectory = Repository.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process.WaitForExit(TimeSpan.FromMinutes(1)) && process.ExitCode == 0;
    });

    public ToolFactAttribute()
    {
        // Under CI the tool was restored: the test runs, and fails where it was not.
        if (Environment.GetEnvironmentVariable("CI") != "true" && !IsThere.Value)
            Skip = "needs the tool dotnet-interactive: dotnet tool restore";
    }
}
