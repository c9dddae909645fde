using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SocketSchool.App.Tests.Hosting;

/// <summary><c>host SERVER</c> as a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Task<string> _error;

    private HostProcess(Process process, Task<string> error, string firstLine)
    {
        _process = process;
        _error = error;
        FirstLine = firstLine;
    }

    public string FirstLine { get; }

    public IPEndPoint EndPoint => IPEndPoint.Parse(FirstLine.Split(' ')[^1]);

    public int Port => EndPoint.Port;

    public static string[] CommandLine(params string[] words) => [typeof(Verbs).Assembly.Location, "host", .. words];

    /// <summary>Starts it on a free port and returns when it listens.</summary>
    public static Task<HostProcess> StartAsync(string server, params string[] more) => StartOnAsync([server, "--port", "0", .. more]);

    public static async Task<HostProcess> StartOnAsync(params string[] words)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", CommandLine(words))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Folder,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var firstLine = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (firstLine is null) Assert.Fail($"host {string.Join(' ', words)} said nothing on stdout; on stderr: {await error.WaitAsync(Patience)}");
        return new HostProcess(process, error, firstLine);
    }

    /// <summary>Ends it as a terminal or a service manager would.</summary>
    public async Task<Finished> SignalAsync(string signal)
    {
        (await Tool.RunAsync("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)])).MustSucceed();
        return await FinishAsync();
    }

    /// <summary>Waits for its own end. The output is what came after the first line.</summary>
    public async Task<Finished> FinishAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var rest = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new Finished(_process.ExitCode, System.Text.Encoding.UTF8.GetBytes(rest), await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
