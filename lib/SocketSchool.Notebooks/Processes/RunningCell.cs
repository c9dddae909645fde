using System.Runtime.ExceptionServices;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>One run of a cell as the parent sees it: events come from several threads and are told one at a time, none after the last.</summary>
internal sealed class RunningCell(long number, Action<KernelEvent> onEvent) : IDisposable
{
    readonly Lock gate = new();
    readonly TaskCompletionSource<KernelEvent.Done?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource given = new();
    Exception? failure;
    bool closed;

    /// <summary>Names this run to the kernel process.</summary>
    public long Number => number;

    /// <summary>The kernel's last event of this cell; <see langword="null"/> when the kernel ended before it.</summary>
    public Task<KernelEvent.Done?> Done => done.Task;

    /// <summary>Completes when the last event has been told.</summary>
    public Task Over => over.Task;

    /// <summary>Cancelled by <see cref="GiveUp"/>.</summary>
    public CancellationToken GivenUp => given.Token;

    /// <summary>The kernel has to be ended, because the cell does not end otherwise.</summary>
    public void GiveUp()
    {
        lock (gate)
        {
            if (!closed)
                given.Cancel();
        }
    }

    /// <summary>Hands an event on; what the caller's code throws is kept for it and ends the telling, never the reading.</summary>
    public void Tell(KernelEvent e)
    {
        lock (gate)
        {
            if (closed || failure is not null)
                return;
            try
            {
                onEvent(e);
            }
            catch (Exception x)
            {
                failure = x;
            }
        }
    }

    /// <summary>The kernel has ended the cell (or itself, with nothing, or talks nonsense).</summary>
    public void End(KernelEvent.Done? last, Exception? nonsense = null) =>
        _ = nonsense is null ? done.TrySetResult(last) : done.TrySetException(nonsense);

    /// <summary>Tells the last event.</summary>
    /// <exception cref="Exception">What the caller's code threw at an event.</exception>
    public KernelEvent.Done Close(KernelEvent.Done last)
    {
        Tell(last);
        lock (gate)
            closed = true;
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return last;
    }

    /// <summary>Nothing is told any more.</summary>
    public void Dispose()
    {
        lock (gate)
            closed = true;
        over.TrySetResult();
        given.Dispose();
    }
}
