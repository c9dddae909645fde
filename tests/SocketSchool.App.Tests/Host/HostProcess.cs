using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SocketSchool.App.Tests.Hosting;

/// <summary><c>host SERVER</c> as a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errorLines = [];
    private readonly Task _readingErrors;

    private HostProcess(Process process)
    {
        _process = process;
        _readingErrors = ReadErrorsAsync();
    }

    public string FirstLine { get; private set; } = "";

    /// <summary>What it has said on stderr so far.</summary>
    public string Error => string.Concat(_errorLines.Select(line => line + "\n"));

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
        var host = new HostProcess(process);
        host.FirstLine = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? "";
        if (host.FirstLine.Length > 0) return host;
        await host._readingErrors.WaitAsync(Patience);
        throw new InvalidOperationException($"host {string.Join(' ', words)} did not start: {host.Error}");
    }

    /// <summary>Waits until it has said this on stderr.</summary>
    public async Task SaidAsync(string words)
    {
        var since = Stopwatch.GetTimestamp();
        while (!Error.Contains(words, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"It never said \"{words}\" but: {Error}");
            await Task.Delay(5);
        }
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
        await _readingErrors.WaitAsync(limit.Token);
        return new Finished(_process.ExitCode, System.Text.Encoding.UTF8.GetBytes(rest), Error);
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) _errorLines.Enqueue(line);
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
