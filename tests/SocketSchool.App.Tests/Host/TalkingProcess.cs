using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>A program that is typed to and read from line by line while it runs.</summary>
internal sealed class TalkingProcess : IAsyncDisposable
{
    private readonly Process _process;

    private TalkingProcess(string program, params string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Folder,
        })!;

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>A server of <c>tests/interop/udp_peers.py</c> or of another script there, when it has said its port.</summary>
    public static async Task<TalkingProcess> PythonServerAsync(string mode, string script = "udp_peers.py")
    {
        var process = new TalkingProcess("python3", Script(script), mode);
        var line = await process.HearAsync();
        process.EndPoint = new IPEndPoint(IPAddress.Loopback, int.Parse(line!, CultureInfo.InvariantCulture));
        return process;
    }

    /// <summary>A client of <c>tests/interop/udp_peers.py</c>.</summary>
    public static TalkingProcess PythonClient(string mode, int port) => new("python3", Script("udp_peers.py"), mode, $"{port}");

    /// <summary><c>host SERVER</c> on a free port with a keyboard, when it listens.</summary>
    public static async Task<TalkingProcess> HostAsync(string server)
    {
        var process = new TalkingProcess("dotnet", HostProcess.CommandLine(server, "--port", "0"));
        process.EndPoint = IPEndPoint.Parse((await process.HearAsync())!.Split(' ')[^1]);
        return process;
    }

    public Task TypeAsync(string line) => _process.StandardInput.WriteLineAsync(line).WaitAsync(HostProcess.Patience);

    /// <summary>Its next line of output, or <c>null</c> at the end.</summary>
    public Task<string?> HearAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(HostProcess.Patience);

    /// <summary>Waits for its own end.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(HostProcess.Patience);
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

    private static string Script(string name) => Path.Combine(Repository.Folder, "tests", "interop", name);
}
