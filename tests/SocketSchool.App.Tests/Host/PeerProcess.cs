using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>A peer as a process of its own, with somebody at its keyboard.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Task _reading;

    private PeerProcess(string program, IEnumerable<string> arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Folder,
        })!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    public int Port { get; private set; }

    public string Seen => string.Join('\n', _lines);

    /// <summary><c>host peer NAME</c> on a free port, when it listens.</summary>
    public static async Task<PeerProcess> HostAsync(string name, params string[] more)
    {
        var peer = new PeerProcess("dotnet", HostProcess.CommandLine(["peer", name, .. more.Contains("--port") ? more : ["--port", "0", .. more]]));
        await peer.SawAsync("listening on ");
        peer.Port = int.Parse(peer._lines.First(line => line.StartsWith("listening", StringComparison.Ordinal)).Split(':')[^1], CultureInfo.InvariantCulture);
        return peer;
    }

    /// <summary>The python peer of <c>tests/interop/peer.py</c>.</summary>
    public static async Task<PeerProcess> PythonAsync(params string[] words)
    {
        var peer = new PeerProcess("python3", [Path.Combine(Repository.Folder, "tests", "interop", "peer.py"), .. words]);
        await peer.SawAsync("");
        peer.Port = int.Parse(peer._lines.First(), CultureInfo.InvariantCulture);
        return peer;
    }

    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits until a line that contains this has been printed.</summary>
    public async Task SawAsync(string words)
    {
        var since = Stopwatch.GetTimestamp();
        while (!_lines.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < HostProcess.Patience, $"It never printed \"{words}\" but: {Seen}");
            await Task.Delay(5);
        }
    }

    public async Task SignalAsync(string signal) =>
        (await Tool.RunAsync("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)])).MustSucceed();

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> FinishAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(HostProcess.Patience);
        await _reading.WaitAsync(HostProcess.Patience);
        return _process.ExitCode;
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

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line) _lines.Enqueue(line);
    }
}
