using System.Diagnostics;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// A kernel in a process of its own. Whatever a cell does to that process, the caller gets events and a last
/// <see cref="KernelEvent.Done"/>; disposing leaves no process behind, not even one that a cell started.
/// </summary>
public sealed partial class KernelProcess : INotebookKernel
{
    /// <summary>How long a cell may run when nothing else is said: 60 s.</summary>
    public static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(60);

    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    readonly Process process;
    readonly string mark;
    readonly TimeSpan interruptLimit;
    readonly RawOutput raw = new();
    readonly KernelChannel channel;
    readonly Task reading;
    readonly Task exited;
    readonly CancellationTokenSource ended = new();
    readonly SemaphoreSlim turn = new(1, 1);
    readonly KernelJob? job;
    volatile RunningCell? running;
    long lastRun;
    int disposed;

    KernelProcess(Process process, string mark, TimeSpan interruptLimit)
    {
        this.process = process;
        this.mark = mark;
        this.interruptLimit = interruptLimit;
        job = KernelJob.TryAssign(process);
        channel = new KernelChannel(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        reading = raw.ReadAsync(process.StandardError.BaseStream);
        exited = WatchAsync();
    }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Whether the process has ended; a kernel that ended runs no more cells.</summary>
    public bool HasExited => exited.IsCompleted || process.HasExited;

    /// <summary>Completes when the process has ended, whoever ended it; also between cells.</summary>
    public Task Exited => exited;

    /// <summary>Completes when the kernel is warm, so that a cell would begin at once; with false when it ended before.</summary>
    public Task<bool> Ready => channel.Ready;

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
        return new KernelProcess(Process.Start(info)!, mark, start.InterruptLimit);
    }

    /// <summary>Runs one cell; the next waits for it.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="label">What error messages call the cell, for example <c>cell 4</c>.</param>
    /// <param name="timeLimit">After this the cell is ended by ending the process.</param>
    /// <param name="onEvent">
    /// Called for each event as it comes, one at a time. What it throws ends the telling, and is thrown when the cell has ended.
    /// </param>
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
        // Starting is the kernel's time, not the cell's.
        using var limit = new CancellationTokenSource(channel.Ready.IsCompleted ? timeLimit : StartLimit);
        using var cell = new RunningCell(++lastRun, onEvent);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            [limit.Token, cancellationToken, ended.Token, cell.GivenUp]);
        raw.Begin(cell.Tell);
        channel.Begin(cell);
        running = cell;
        try
        {
            await channel.WriteAsync(new KernelCommand.Run(cell.Number, label, code), any.Token);
            await channel.Ready.WaitAsync(any.Token);
            limit.CancelAfter(timeLimit);
            if (await cell.Done.WaitAsync(any.Token) is not { } done)
                return await DiedAsync(cell, clock);
            await Task.WhenAny(raw.CellEnd, Task.Delay(DrainLimit, any.Token));
            raw.End();
            return cell.Close(done);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            raw.End();
            await KillAsync();
            throw;
        }
        catch (OperationCanceledException) when (cell.GivenUp.IsCancellationRequested)
        {
            raw.End();
            await KillAsync();
            return Fail(cell, KernelDeath.Interrupted(), clock);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            raw.End();
            await KillAsync();
            return Fail(cell, channel.Ready.IsCompleted ? KernelDeath.TimeLimit(timeLimit) : KernelDeath.NotStarted(StartLimit), clock);
        }
        catch (Exception e) when (e is IOException or FormatException or OperationCanceledException)
        {
            return await DiedAsync(cell, clock);
        }
        finally
        {
            raw.End();
            channel.End();
            running = null;
            turn.Release();
        }
    }

    /// <summary>
    /// Ends the cell that runs, within 2 s: first by its own means, which keeps variables, types and servers
    /// (<see cref="CSharpKernel.RunAsync"/> says what can be ended so), after 1 s (<see cref="KernelStart.InterruptLimit"/>) by ending the process. Programs that the cell has started
    /// end too (Linux). The cell itself is told by an <see cref="KernelEvent.Error"/> named <c>Interrupted</c> that says which it was.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting for the cell's end.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<KernelInterruption> InterruptAsync(CancellationToken cancellationToken = default)
    {
        if (running is not { } cell)
            return KernelInterruption.Idle;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(interruptLimit);
            await channel.WriteAsync(new KernelCommand.Interrupt(cell.Number), limit.Token);
            await cell.Over.WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            cell.GiveUp();
            await cell.Over.WaitAsync(cancellationToken);
        }

        return HasExited ? KernelInterruption.Lost : KernelInterruption.Kept;
    }

    /// <summary>
    /// Asks the panel of a library that the cells use (<see cref="CSharpKernel.Inspect"/>), at once, also while a cell runs or blocks.
    /// </summary>
    /// <param name="query">What to ask, JSON; the panel's own business.</param>
    /// <param name="limit">How long to wait for the answer.</param>
    /// <param name="cancellationToken">Stops waiting; the kernel is not touched.</param>
    /// <returns>
    /// The panel's answer, JSON; <c>{"error":"why"}</c> from a panel that fails; <see langword="null"/> when there is no panel, no answer
    /// within the limit, or no kernel any more.
    /// </returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<string?> InspectAsync(string query, TimeSpan limit, CancellationToken cancellationToken = default) =>
        channel.AskAsync(id => new KernelCommand.Inspect(id, query), limit, cancellationToken);

    /// <summary>
    /// Finds the names that may stand at a place of a cell (<see cref="CSharpKernel.Complete"/>), also while another cell runs or blocks.
    /// </summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="at">An offset into it.</param>
    /// <param name="limit">How long to wait for the answer.</param>
    /// <param name="cancellationToken">Stops waiting; the kernel is not touched.</param>
    /// <returns>
    /// <c>{"from":7,"items":[{"name":"SendAsync","kind":"method","signatures":["..."],"summary":"..."}]}</c>, with <c>"all":true</c> where
    /// nothing else can stand, and <c>"unknown":true</c> when the compiler does not know what stands before the dot;
    /// <see langword="null"/> when there is no answer within the limit, or no kernel any more.
    /// </returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<string?> CompleteAsync(string code, int at, TimeSpan limit, CancellationToken cancellationToken = default) =>
        channel.AskAsync(id => new KernelCommand.Complete(id, code, at), limit, cancellationToken);
}
