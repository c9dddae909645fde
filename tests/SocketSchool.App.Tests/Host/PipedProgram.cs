using System.Collections.Concurrent;
using System.Diagnostics;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>A program in a terminal, with pipes for the person: what is typed, and what the screen shows.</summary>
internal sealed class PipedProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _screen = [];
    private readonly Task _reading;

    private PipedProgram(Process process)
    {
        _process = process;
        _reading = ReadAsync(process.StandardOutput);
        // Read, so that the program never waits for its stderr to be read.
        _ = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What the screen has shown so far.</summary>
    public string Screen => string.Concat(_screen.Select(line => line + "\n"));

    public static PipedProgram Start(string program, params string[] arguments) => new(Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Repository.Folder,
    })!);

    /// <summary><c>host SERVER</c> on a free port.</summary>
    public static PipedProgram Host(string server) => Start("dotnet", HostProcess.CommandLine(server, "--port", "0"));

    public static PipedProgram Python(params string[] words) =>
        Start("python3", [Path.Combine(Repository.Folder, "tests", "interop", "chat.py"), .. words]);

    /// <summary>The port that the first line ends with.</summary>
    public async Task<int> PortAsync()
    {
        await ShowsAsync("\n");
        return int.Parse(_screen.First().Split(':', ' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteAsync(line + "\n");
        await _process.StandardInput.FlushAsync();
    }

    public void EndInput() => _process.StandardInput.Close();

    public async Task ShowsAsync(string words)
    {
        var since = Stopwatch.GetTimestamp();
        while (!Screen.Contains(words, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < HostProcess.Patience, $"The screen never showed \"{words}\" but: {Screen}");
            await Task.Delay(5);
        }
    }

    /// <summary>Waits for its own end with exit code 0.</summary>
    public async Task EndsAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(HostProcess.Patience);
        await _reading.WaitAsync(HostProcess.Patience);
        Assert.True(_process.ExitCode == 0, $"exit code {_process.ExitCode}: {Screen}");
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

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line) _screen.Enqueue(line);
    }
}
