using System.Diagnostics;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>Runs other people's programs to their end; 60 seconds at most.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static Task<Finished> PythonClientAsync(string mode, int port) =>
        RunAsync("python3", [Path.Combine(Repository.Folder, "tests", "interop", "clients.py"), mode, $"{port}"]);

    /// <summary>A line as a learner would type it.</summary>
    public static Task<Finished> ShellAsync(string line) => RunAsync("sh", ["-c", line]);

    public static async Task<Finished> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            var error = await process.StandardError.ReadToEndAsync(limit.Token);
            await reading;
            await process.WaitForExitAsync(limit.Token);
            return new Finished(process.ExitCode, output.ToArray(), error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {s_limit.TotalSeconds} s");
        }
    }
}
