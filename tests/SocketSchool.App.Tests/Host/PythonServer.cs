using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>A server of <c>tests/interop/servers.py</c>, which does what one of the documents' servers does.</summary>
internal sealed class PythonServer : IAsyncDisposable
{
    private readonly Process _process;

    private PythonServer(Process process, int port)
    {
        _process = process;
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
    }

    public IPEndPoint EndPoint { get; }

    public static async Task<PythonServer> StartAsync(string mode)
    {
        var script = Path.Combine(Repository.Folder, "tests", "interop", "servers.py");
        var process = Process.Start(new ProcessStartInfo("python3", [script, mode])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(HostProcess.Patience);
        return new PythonServer(process, int.Parse(line!, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        // The end of its input ends it.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(HostProcess.Patience);
        _process.Dispose();
    }
}
