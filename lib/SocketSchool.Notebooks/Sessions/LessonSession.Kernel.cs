using System.ComponentModel;
using System.Globalization;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Sessions;

// The kernel and the cells that wait for it. One task does all that concerns the kernel, in the order it was asked for.
public sealed partial class LessonSession
{
    const string Lost = "Variables and servers are gone. Run the cells above again.";

    static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);
    // Ten kernels that start at once on a busy machine take minutes, and ending them to start again would take longer.
    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    static int generations;

    readonly LinkedList<Job> queue = [];
    readonly SemaphoreSlim signal = new(0);
    KernelProcess? kernel;
    KernelState kernelState = KernelState.Starting;
    CancellationTokenSource? running;
    int generation = Interlocked.Increment(ref generations);
    int count;

    /// <summary>Queues a cell. A cell that waits already keeps its place.</summary>
    /// <param name="cell">The cell's id.</param>
    /// <returns>Whether there is such a code cell.</returns>
    public bool Run(string cell)
    {
        lock (gate)
        {
            if (Find(cell) is not { Kind: CellKind.Code } found)
                return false;
            EnqueueCell(found);
            return true;
        }
    }

    /// <summary>Queues all code cells, or those above a cell. The first that fails ends the queue.</summary>
    /// <param name="above">The id of the cell to stop before; <see langword="null"/> for all.</param>
    /// <returns>Whether there is such a cell.</returns>
    public bool RunAll(string? above = null)
    {
        lock (gate)
        {
            if (above is not null && Find(above) is null)
                return false;
            foreach (var cell in copy.Document.Cells.TakeWhile(cell => cell.Id != above).Where(cell => cell.Kind == CellKind.Code))
                EnqueueCell(cell);
            return true;
        }
    }

    /// <summary>
    /// Ends the cell that runs and forgets those that wait. Where the cell does not end by itself, the kernel is ended, and another one
    /// started; the cell's error says which it was.
    /// </summary>
    public void Interrupt()
    {
        lock (gate)
        {
            ClearQueue();
            if (running is { } cell && kernel is { } busy)
                _ = InterruptAsync(busy, cell);
        }
    }

    async Task InterruptAsync(KernelProcess busy, CancellationTokenSource cell)
    {
        try
        {
            // A cell that has just begun may not have reached the kernel.
            while (running == cell && await busy.InterruptAsync(closing.Token) == KernelInterruption.Idle)
                await Task.Delay(RetryPause, options.Time, closing.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Ended in another way.
        }
    }

    /// <summary>Ends the kernel and starts another one.</summary>
    /// <param name="run">Whether to run all cells on it.</param>
    public void Restart(bool run = false)
    {
        lock (gate)
        {
            ClearQueue();
            SetKernel(KernelState.Restarting);
            Enqueue(new Job.Restart());
            running?.Cancel();
            if (run)
                RunAll();
        }
    }

    void EnqueueCell(NotebookCell cell)
    {
        var run = runs.TryGetValue(cell.Id, out var known) ? known : runs[cell.Id] = new CellRun();
        if (queue.Any(job => job is Job.Cell waiting && waiting.Id == cell.Id))
            return;
        Enqueue(new Job.Cell(cell.Id));
        if (run.State == CellState.Idle)
            run.State = CellState.Queued;
        Tell(new SessionEvent.Queued(cell.Id));
    }

    void Enqueue(Job job)
    {
        lock (gate)
        {
            queue.AddLast(job);
            signal.Release();
        }
    }

    void ClearQueue()
    {
        foreach (var job in queue.OfType<Job.Cell>().ToList())
        {
            queue.Remove(job);
            if (runs.GetValueOrDefault(job.Id) is { State: CellState.Queued } run)
                run.State = CellState.Idle;
            Tell(new SessionEvent.Unqueued(job.Id));
        }
    }

    async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                await signal.WaitAsync(closing.Token);
                if (Dequeue() is { } job)
                    await DoAsync(job);
            }
        }
        catch (OperationCanceledException)
        {
            // Closing.
        }
        finally
        {
            await EndKernelAsync();
        }
    }

    Job? Dequeue()
    {
        lock (gate)
        {
            var job = queue.First?.Value;
            if (job is not null)
                queue.RemoveFirst();
            return job;
        }
    }

    Task DoAsync(Job job) => job switch
    {
        Job.Cell cell => RunCellAsync(cell.Id),
        Job.Restart => RestartAsync(null),
        _ => WarmAsync(null),
    };

    async Task RestartAsync(string? note)
    {
        await EndKernelAsync();
        lock (gate)
        {
            generation = Interlocked.Increment(ref generations);
            count = 0;
        }

        await WarmAsync(note);
    }

    async Task WarmAsync(string? note)
    {
        try
        {
            lock (gate)
            {
                SetKernel(KernelState.Starting, note);
                kernel = KernelProcess.Start(options.Kernel, options.KernelFolder);
                _ = NoticeDeathAsync(kernel);
            }

            var isReady = await kernel.Ready.WaitAsync(StartLimit, options.Time, closing.Token);
            lock (gate)
                SetKernel(isReady ? KernelState.Idle : KernelState.Dead, isReady ? null : "The kernel ended while it started. Run a cell to try again.");
        }
        catch (TimeoutException)
        {
            lock (gate)
                SetKernel(KernelState.Dead, "The kernel did not get ready. The machine may be too busy or out of memory. Run a cell to try again.");
            await EndKernelAsync();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            lock (gate)
            {
                SetKernel(KernelState.Dead);
                Tell(new SessionEvent.Problem($"{options.Kernel.FileName}: cannot be started as a kernel: {e.Message}"));
            }
        }
    }

    async Task RunCellAsync(string id)
    {
        if (kernel is null or { HasExited: true })
            await RestartAsync(null);
        if (kernel is null or { HasExited: true })
        {
            lock (gate)
                ClearQueue();
            GiveUp(id);
            return;
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        if (Begin(id, cancel) is not var (code, label, outputs))
            return;
        KernelEvent.Done? done = null;
        try
        {
            done = await kernel.RunAsync(code, label, options.TimeLimit, e => Take(id, outputs, e), cancel.Token);
        }
        catch (OperationCanceledException)
        {
            // The cell was ended with its kernel.
            Take(id, outputs, closing.IsCancellationRequested ? Stopped : Restarted);
        }

        var note = End(id, outputs, done);
        closing.Token.ThrowIfCancellationRequested();
        if (note is not null)
            await RestartAsync(note);
    }

    (string Code, string Label, LiveOutputs Outputs)? Begin(string id, CancellationTokenSource cancel)
    {
        lock (gate)
        {
            if (Find(id) is not { Kind: CellKind.Code } cell)
                return null;
            var number = copy.Document.Cells.Where(c => c.Kind == CellKind.Code).TakeWhile(c => c != cell).Count() + 1;
            var run = runs.TryGetValue(id, out var known) ? known : runs[id] = new CellRun();
            run.Clear();
            run.State = CellState.Running;
            run.Count = ++count;
            run.Generation = generation;
            run.Outputs = new LiveOutputs(id, count, options.OutputLimit);
            running = cancel;
            if (kernelState != KernelState.Busy)
                SetKernel(KernelState.Busy);
            Tell(new SessionEvent.Started(id, count));
            return (cell.Source, string.Create(CultureInfo.InvariantCulture, $"cell {number}"), run.Outputs);
        }
    }

    void Take(string id, LiveOutputs outputs, KernelEvent e)
    {
        lock (gate)
        {
            if (outputs.Add(e) is { } added)
                Tell(added);
            if (e is KernelEvent.Error { Diagnostics: { Count: > 0 } places } && runs.TryGetValue(id, out var run))
                Tell(new SessionEvent.Diagnostics(id, run.Diagnostics = places));
        }
    }

    // Returns what to say of a kernel that has to be replaced.
    string? End(string id, LiveOutputs outputs, KernelEvent.Done? done)
    {
        lock (gate)
        {
            running = null;
            var cell = Find(id);
            var raises = cell?.Tags.Contains(NotebookRunner.RaisesException, StringComparer.Ordinal) == true;
            var run = runs.TryGetValue(id, out var known) ? known : runs[id] = new CellRun();
            run.State = CellState.Idle;
            run.Elapsed = done?.Elapsed;
            run.Succeeded = done is not null && (!outputs.HasError || (raises && !outputs.WasInterrupted));
            if (cell is not null)
            {
                cell.Outputs = outputs.ToJson();
                cell.ExecutionCount = run.Count;
                run.Outputs = null;
                needsSave = true;
            }

            // Cells behind a restart are for another kernel.
            if (run.Succeeded == false && !queue.Any(job => job is Job.Restart))
                ClearQueue();
            else if (queue.Any(job => job is Job.Cell waiting && waiting.Id == id))
                run.State = CellState.Queued;
            Tell(new SessionEvent.Done(id, run.Succeeded.Value, done?.Elapsed ?? TimeSpan.Zero));
            if (kernel is { HasExited: false })
            {
                if (outputs.WasInterrupted)
                    SetKernel(KernelState.Idle, "Interrupted. Variables and servers are still there.");
                else if (!queue.Any(job => job is Job.Cell))
                    SetKernel(KernelState.Idle);
                return null;
            }

            if (queue.Any(job => job is Job.Restart))
                return null;
            return outputs.WasInterrupted ? $"Interrupted: the kernel had to be ended. {Lost}" : $"The kernel was ended. {Lost}";
        }
    }

    static KernelEvent.Error Restarted { get; } = new("Restarted", "the kernel was restarted while the cell ran", ["Restarted: the kernel was restarted while the cell ran"]);

    static KernelEvent.Error Stopped { get; } = new("Stopped", "the lesson was closed while the cell ran", ["Stopped: the lesson was closed while the cell ran"]);

    void GiveUp(string id)
    {
        lock (gate)
        {
            if (runs.GetValueOrDefault(id) is { } run)
                run.State = CellState.Idle;
            Tell(new SessionEvent.Unqueued(id));
        }
    }

    async Task EndKernelAsync()
    {
        KernelProcess? ended;
        lock (gate)
            (ended, kernel) = (kernel, null);
        if (ended is not null)
            await ended.DisposeAsync();
    }

    // The death of a kernel that runs a cell is told by the cell; one that was stopped on purpose is not this session's any more.
    async Task NoticeDeathAsync(KernelProcess watched)
    {
        await watched.Exited;
        lock (gate)
        {
            if (kernel == watched && kernelState == KernelState.Idle)
                SetKernel(KernelState.Dead, $"The kernel has ended between two cells. {Lost}");
        }
    }

    void SetKernel(KernelState state, string? note = null)
    {
        kernelState = state;
        Tell(new SessionEvent.Kernel(state, generation, note));
    }

    abstract record Job
    {
        public sealed record Cell(string Id) : Job;

        public sealed record Warm : Job;

        public sealed record Restart : Job;
    }
}
