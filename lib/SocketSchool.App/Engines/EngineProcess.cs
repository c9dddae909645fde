using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Engines;

/// <summary>
/// An engine's process. Disposing it leaves no process behind, not even one that a cell started; what it says on standard error is
/// kept for the day it dies.
/// </summary>
sealed class EngineProcess : IAsyncDisposable
{
    const int ErrorLimit = 64 * 1024;

    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    readonly Process process;
    readonly string mark;
    readonly KernelJob? job;
    readonly StringBuilder error = new();
    readonly Task readingError;
    readonly CancellationTokenSource ended = new();
    int disposed;

    EngineProcess(Process process, string mark)
    {
        this.process = process;
        this.mark = mark;
        job = KernelJob.TryAssign(process);
        readingError = ReadErrorAsync();
        _ = WatchAsync();
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The exit code of a process that has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Where it reads.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>Where it writes.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Cancelled when it has ended and what it wrote had its time to arrive: a program that a cell started may hold its output open.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>What it said on standard error, the first 64 KiB.</summary>
    public string Error
    {
        get
        {
            lock (error)
                return error.ToString();
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="command">The program and its first arguments.</param>
    /// <param name="arguments">The arguments after those.</param>
    /// <param name="folder">The working directory.</param>
    /// <exception cref="BadInputException">It cannot be started.</exception>
    public static EngineProcess Start(EngineCommand command, IEnumerable<string> arguments, string folder)
    {
        var mark = Guid.NewGuid().ToString("N");
        var info = new ProcessStartInfo(command.Program, [.. command.Arguments, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var (name, value) in Running.ThisProgram.Kernel.Environment.Concat(QuietSettings))
            info.Environment[name] = value;
        info.Environment[KernelHost.MarkVariable] = mark;
        try
        {
            return new EngineProcess(Process.Start(info)!, mark);
        }
        catch (Win32Exception e)
        {
            throw new BadInputException($"--engine-command {command}: cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Sends an empty line; does nothing when the process has ended.</summary>
    public void Ping()
    {
        try
        {
            Input.WriteByte((byte)'\n');
            Input.Flush();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It ended, which its reader notices.
        }
    }

    /// <summary>Waits for what it said on standard error before it ended.</summary>
    public Task DrainAsync() => Task.WhenAny(readingError, Task.Delay(DrainLimit));

    /// <summary>Waits for its end.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    /// <summary>Ends it, and all that it started.</summary>
    public async Task KillAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // Ended already.
        }

        ProcessMark.KillAll(mark);
        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends it by force.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        await KillAsync();
        job?.Dispose();
        process.Dispose();
    }

    static Dictionary<string, string> QuietSettings => new()
    {
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
    };

    async Task ReadErrorAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await process.StandardError.ReadAsync(buffer)) > 0)
        {
            lock (error)
                error.Append(buffer, 0, Math.Min(read, ErrorLimit - error.Length));
        }
    }

    async Task WatchAsync()
    {
        await process.WaitForExitAsync();
        ended.CancelAfter(DrainLimit);
    }
}
