using System.Diagnostics;

namespace SocketSchool.App.Tests;

/// <summary>Starts the built program as a user does, and a kernel of it as the program does.</summary>
static class App
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "SocketSchool.App.dll");

    public static Notebooks.Processes.KernelStart Kernel { get; } = new("dotnet", [Dll, "kernel"]);

    /// <summary>What a run of the program came to.</summary>
    public sealed record Run(int ExitCode, string Out, string Error)
    {
        public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static Process Start(string folder, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return Process.Start(info)!;
    }

    public static async Task<Run> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
            return new Run(process.ExitCode, await output.WaitAsync(Limit), await error.WaitAsync(Limit));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
