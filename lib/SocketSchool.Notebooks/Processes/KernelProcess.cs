using System.Diagnostics;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// A kernel in a process of its own. Whatever a cell does to that process, the caller gets events and a last
/// <see cref="KernelEvent.Done"/>; disposing leaves no process behind, not even one that a cell started.
/// </summary>
public sealed class KernelProcess : INotebookKernel
{
    /// <summary>How long a cell may run when nothing else is said: 60 s.</summary>
    public static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(60);

    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    readonly Process process;
    readonly string mark;
    readonly RawOutput raw = new();
    readonly LineReader events;
    readonly Task reading;
    readonly CancellationTokenSource ended = new();
    readonly SemaphoreSlim turn = new(1, 1);
    readonly KernelJob? job;
    bool isReady;
    int disposed;

    KernelProcess(Process process, string mark)
    {
        this.process = process;
        this.mark = mark;
        job = KernelJob.TryAssign(process);
        events = new LineReader(process.StandardOutput.BaseStream);
        reading = raw.ReadAsync(process.StandardError.BaseStream);
        _ = WatchAsync();
    }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Whether the process has ended; a kernel that ended runs no more cells.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>
    /// Starts a kernel process and returns at once, while it warms up.
    /// </summary>
    /// <param name="start">The program to start.</param>
    /// <param name="folder">The notebook's folder, the process's working directory.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static KernelProcess Start(KernelStart start, string folder)
    {
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
            throw new DirectoryNotFoundException($"{full}: there is no such folder.");
        var mark = Guid.NewGuid().ToString("N");
        var info = new ProcessStartInfo(start.FileName, start.Arguments)
        {
            WorkingDirectory = full,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var (name, value) in KernelStart.RuntimeSettings.Concat(start.Environment))
            info.Environment[name] = value;
        info.Environment[KernelHost.MarkVariable] = mark;
        return new KernelProcess(Process.Start(info)!, mark);
    }

    /// <summary>Runs one cell; the next waits for it.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="label">What error messages call the cell, for example <c>cell 4</c>.</param>
    /// <param name="timeLimit">After this the cell is ended by ending the process.</param>
    /// <param name="onEvent">Called for each event as it comes, one at a time.</param>
    /// <param name="cancellationToken">Ends the cell by ending the process.</param>
    /// <returns>The last event.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The kernel was disposed.</exception>
    public async Task<KernelEvent.Done> RunAsync(
        string code, string label, TimeSpan timeLimit, Action<KernelEvent> onEvent, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        await turn.WaitAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        var gate = new Lock();
        void Tell(KernelEvent e)
        {
            lock (gate)
                onEvent(e);
        }

        // Starting is the kernel's time, not the cell's.
        using var limit = new CancellationTokenSource(isReady ? timeLimit : StartLimit);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken, ended.Token);
        raw.Begin(Tell);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(KernelMessages.Run(label, code), both.Token);
            await process.StandardInput.BaseStream.FlushAsync(both.Token);
            if (!isReady)
                isReady = await ReadReadyAsync(both.Token);
            limit.CancelAfter(timeLimit);
            var done = await ReadUntilDoneAsync(Tell, both.Token) ?? await DiedAsync(Tell, clock);
            raw.End();
            onEvent(done);
            return done;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            raw.End();
            await KillAsync();
            return Failed(isReady ? KernelDeath.TimeLimit(timeLimit) : KernelDeath.NotStarted(StartLimit), onEvent, clock);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            raw.End();
            await KillAsync();
            throw;
        }
        catch (Exception e) when (e is IOException or FormatException or OperationCanceledException)
        {
            var done = await DiedAsync(Tell, clock);
            raw.End();
            onEvent(done);
            return done;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops the process (after 2 s by force) and kills all that its cells started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(KernelMessages.Command("stop"));
            process.StandardInput.Close();
            // Elsewhere than on Linux, children that outlive their parent cannot be found again.
            if (OperatingSystem.IsLinux())
                await process.WaitForExitAsync().WaitAsync(StopLimit);
        }
        catch (Exception e) when (e is IOException or TimeoutException or InvalidOperationException)
        {
            // Ended already, or deaf: the kill below does not ask.
        }

        await KillAsync();
        job?.Dispose();
        process.Dispose();
        turn.Dispose();
    }

    // Where a program that a cell started has inherited the kernel's output, that does not end with the kernel: the kernel's own end
    // must be noticed, after what it still said has been read.
    async Task WatchAsync()
    {
        await process.WaitForExitAsync();
        ProcessMark.KillAll(mark);
        ended.CancelAfter(DrainLimit);
    }

    async Task<bool> ReadReadyAsync(CancellationToken cancellationToken) =>
        await events.ReadAsync(cancellationToken) is { } line && KernelMessages.ReadEvent(line) is null;

    async Task<KernelEvent.Done?> ReadUntilDoneAsync(Action<KernelEvent> tell, CancellationToken cancellationToken)
    {
        while (await events.ReadAsync(cancellationToken) is { } line)
        {
            switch (KernelMessages.ReadEvent(line))
            {
                case KernelEvent.Done done:
                    await Task.WhenAny(raw.CellEnd, Task.Delay(DrainLimit, cancellationToken));
                    return done;
                case { } e:
                    tell(e);
                    break;
            }
        }

        return null;
    }

    async Task<KernelEvent.Done> DiedAsync(Action<KernelEvent> tell, Stopwatch clock)
    {
        await KillAsync();
        await Task.WhenAny(reading, Task.Delay(DrainLimit));
        var error = KernelDeath.Exit(process.ExitCode, raw.Report);
        tell(error);
        return new KernelEvent.Done(false, clock.Elapsed);
    }

    static KernelEvent.Done Failed(KernelEvent.Error error, Action<KernelEvent> onEvent, Stopwatch clock)
    {
        onEvent(error);
        var done = new KernelEvent.Done(false, clock.Elapsed);
        onEvent(done);
        return done;
    }

    async Task KillAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // Ended already.
        }

        ProcessMark.KillAll(mark);
        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
