namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// One run of a cell as something that can be ended from outside without harm to the kernel: loops look for it
/// (<see cref="LoopGuard"/>), blocking waits of .NET are interrupted, on Linux a blocking socket call is ended by shutting its socket down,
/// and an await is left alone to go on in the background. Code that does none of these cannot be ended but with the process.
/// </summary>
internal sealed class CellInterruption : IDisposable
{
    // How long code that awaits has to notice by itself.
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    // Steps after which a socket that the cell blocks on is shut down; its owner cannot use it any more, so other ways go first.
    const int StepsToSocket = 3;

    static readonly AsyncLocal<CellInterruption?> Current = new();

    readonly Lock gate = new();
    readonly TaskCompletionSource requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenRegistration registration;
    Thread? thread;
    int threadId;
    volatile bool endsLoops;
    volatile bool endsTopLevelLoops;
    volatile bool over;

    /// <summary>Begins a run: the calling code and all that it starts belongs to it.</summary>
    /// <param name="interrupt">When this is cancelled the run is interrupted.</param>
    public CellInterruption(CancellationToken interrupt)
    {
        Current.Value = this;
        registration = interrupt.UnsafeRegister(self => ((CellInterruption)self!).Request(), this);
    }

    /// <summary>Whether the run is being ended.</summary>
    public bool IsRequested => requested.Task.IsCompleted;

    /// <summary>Whether a socket had to be shut down for it.</summary>
    public bool ShutSocketDown { get; private set; }

    /// <summary>Whether something that the run awaits was left alone.</summary>
    public bool LeftBehind { get; private set; }

    /// <summary>Runs code of the cell on the calling thread, whose waits can be interrupted meanwhile.</summary>
    /// <exception cref="CellInterruptedException">The run was interrupted before.</exception>
    public T Run<T>(Func<T> code)
    {
        lock (gate)
        {
            if (IsRequested)
                throw new CellInterruptedException();
            thread = Thread.CurrentThread;
            threadId = BlockedSocket.CurrentThreadId();
        }

        try
        {
            return code();
        }
        finally
        {
            LeaveThread();
        }
    }

    /// <summary>Waits for the asynchronous rest of the cell, when interrupted only a little longer.</summary>
    /// <exception cref="CellInterruptedException">It was interrupted and goes on.</exception>
    public async Task<T> WaitAsync<T>(Task<T> running)
    {
        if (!running.IsCompleted)
            await Task.WhenAny(running, requested.Task);
        if (!running.IsCompleted)
            await Task.WhenAny(running, Task.Delay(Grace));
        if (running.IsCompleted)
            return await running;
        LeftBehind = true;
        throw new CellInterruptedException();
    }

    /// <summary>Ends the run. What it left behind is ended at its next loop outside of any function, and nothing else of it.</summary>
    public void Dispose()
    {
        registration.Dispose();
        over = true;
        endsLoops = false;
        endsTopLevelLoops = LeftBehind;
    }

    /// <summary>Called by loops of cells.</summary>
    public static void EndLoop(bool isTopLevel)
    {
        if (Current.Value is { } run && (run.endsLoops || (isTopLevel && run.endsTopLevelLoops)))
            throw new CellInterruptedException();
    }

    void Request()
    {
        lock (gate)
        {
            if (IsRequested)
                return;
            endsLoops = endsTopLevelLoops = true;
            requested.SetResult();
        }

        LoopCheck.IsWanted = true;
        // A thread of its own: cells may have used up those of the pool.
        new Thread(Press) { IsBackground = true, Name = "interrupt" }.Start();
    }

    // Again and again, because code may catch what ends its wait and wait again.
    void Press()
    {
        for (var step = 0; !over; step++)
        {
            lock (gate)
            {
                if (thread is null)
                    return;
                thread.Interrupt();
            }

            Thread.Sleep(Step);
            lock (gate)
            {
                if (thread is not null && step >= StepsToSocket && BlockedSocket.TryShutdown(threadId))
                    ShutSocketDown = true;
            }
        }
    }

    void LeaveThread()
    {
        while (true)
        {
            try
            {
                lock (gate)
                    thread = null;
                // An interrupt that met no wait would end the next one, which is somebody else's.
                if (IsRequested)
                    Thread.Sleep(1);
                return;
            }
            catch (ThreadInterruptedException)
            {
                // Spent.
            }
        }
    }
}
