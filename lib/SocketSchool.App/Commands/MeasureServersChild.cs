using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using SocketSchool.App.Running;

namespace SocketSchool.App.Commands;

/// <summary>
/// A server in a process of its own, so that its memory is its own: both ends of the conversation. The child says where it listens,
/// answers <c>memory</c> (bytes) and <c>time</c> (microseconds of processor time) with a line each, and ends with its standard input, so that it cannot outlive its parent.
/// </summary>
sealed class MeasureServersChild : IAsyncDisposable
{
    const string Time = "time";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Process process;

    MeasureServersChild(string name, Process process, IPEndPoint endPoint)
    {
        this.process = process;
        Target = new ServerLoadTarget(name, endPoint) { Memory = MemoryAsync, ProcessorTime = ProcessorTimeAsync };
    }

    /// <summary>The servers by the names that the command line has for them.</summary>
    public static IReadOnlyDictionary<string, Func<int, ServerOptions?, Server>> All { get; } = EchoArchitectures.All
        .Select(one => (one.Name, one.Start))
        .Append(("echo", EchoServer.Start))
        .ToDictionary();

    /// <summary>The server as the load generator wants it.</summary>
    public ServerLoadTarget Target { get; }

    /// <summary>Starts a process of this program with this server, which has room for so many connections.</summary>
    /// <exception cref="BadInputException">It did not start.</exception>
    public static Task<MeasureServersChild> StartAsync(string name, int connections, CancellationToken cancellationToken)
    {
        var kernel = ThisProgram.Kernel;
        return StartAsync(
            name, [kernel.FileName, .. kernel.Arguments.SkipLast(1), "measure", "servers", "serve", name, $"{connections}"], cancellationToken);
    }

    /// <summary>Starts another program, which has the same to say.</summary>
    /// <exception cref="BadInputException">It did not start.</exception>
    public static async Task<MeasureServersChild> StartAsync(string name, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var process = Launch(name, words);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            const string Listening = "listening on tcp ";
            return line?.StartsWith(Listening, StringComparison.Ordinal) == true && IPEndPoint.TryParse(line[Listening.Length..], out var endPoint)
                ? new MeasureServersChild(name, process, endPoint)
                : throw new BadInputException($"The process of the {name} server did not start. It said \"{line}\" and not \"{Listening}HOST:PORT\".");
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
        while (await input.ReadLineAsync(cancellationToken) is { } question)
        {
            await output.WriteLineAsync(question == Time
                ? $"{(long)Environment.CpuUsage.TotalTime.TotalMicroseconds}"
                : $"{ServerMemory.OfThisProcess()}");
        }

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

    async Task<ServerMemory> MemoryAsync(CancellationToken cancellationToken) =>
        ServerMemory.Parse(await AskAsync("memory", cancellationToken));

    async Task<TimeSpan> ProcessorTimeAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(Time, cancellationToken);
        return long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            ? TimeSpan.FromMicroseconds(microseconds)
            : throw new BadInputException($"The process of the {Target.Name} server did not say how much processor time it has used; it said \"{answer}\".");
    }

    async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(question);
        await process.StandardInput.FlushAsync(cancellationToken);
        return await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
    }

    static Process Launch(string name, IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BadInputException($"The process of the {name} server did not start: {e.Message}.", e);
        }
    }
}
