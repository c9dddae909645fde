using System.Diagnostics;
using System.Net;
using SocketSchool.App.Running;

namespace SocketSchool.App.Commands;

/// <summary>
/// A server in a process of its own, so that its memory is its own: both ends of the conversation. The child says where it listens,
/// answers every line with its memory, and ends with its standard input, so that it cannot outlive its parent.
/// </summary>
sealed class MeasureServersChild : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Process process;

    MeasureServersChild(string name, Process process, IPEndPoint endPoint)
    {
        this.process = process;
        Target = new ServerLoadTarget(name, endPoint) { Memory = AskMemoryAsync };
    }

    /// <summary>The servers by the names that the command line has for them.</summary>
    public static IReadOnlyDictionary<string, Func<int, ServerOptions?, Server>> All { get; } = EchoArchitectures.All
        .Select(one => (one.Name, one.Start))
        .Append(("echo", EchoServer.Start))
        .ToDictionary();

    /// <summary>The server as the load generator wants it.</summary>
    public ServerLoadTarget Target { get; }

    /// <summary>Starts a process with this server, which has room for so many connections.</summary>
    /// <exception cref="BadInputException">It did not start.</exception>
    public static async Task<MeasureServersChild> StartAsync(string name, int connections, CancellationToken cancellationToken)
    {
        var kernel = ThisProgram.Kernel;
        var start = new ProcessStartInfo(
            kernel.FileName, [.. kernel.Arguments.SkipLast(1), "measure", "servers", "serve", name, $"{connections}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new BadInputException($"The process of the {name} server did not start.");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            return IPEndPoint.TryParse(line?.Split(' ')[^1] ?? "", out var endPoint)
                ? new MeasureServersChild(name, process, endPoint)
                : throw new BadInputException($"The process of the {name} server did not start. It said \"{line}\".");
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <summary>The child's side.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(
        string name, int connections, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        if (!All.TryGetValue(name, out var start)) throw new BadInputException($"There is no server \"{name}\".");
        await using var server = start(0, ServerLoad.LimitsFor(new ServerLoadOptions { Connections = [connections] }));
        await output.WriteLineAsync($"listening on tcp {server.EndPoint}");
        while (await input.ReadLineAsync(cancellationToken) is not null) await output.WriteLineAsync($"{ServerMemory.OfThisProcess()}");
        return 0;
    }

    public ValueTask DisposeAsync() => EndAsync(process);

    static async ValueTask EndAsync(Process process)
    {
        using (process)
        {
            try
            {
                process.StandardInput.Close();
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (Exception e) when (e is TimeoutException or IOException)
            {
                process.Kill();
            }
        }
    }

    async Task<ServerMemory> AskMemoryAsync(CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync("memory");
        await process.StandardInput.FlushAsync(cancellationToken);
        return ServerMemory.Parse(
            await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken));
    }
}
