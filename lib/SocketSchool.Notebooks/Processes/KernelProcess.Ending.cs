using System.Diagnostics;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <content>How the process ends, and what is told of it.</content>
public sealed partial class KernelProcess
{
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Stops the process (after 2 s by force) and kills all that its cells started. A cell that runs is told that the kernel was stopped.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        try
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await channel.WriteAsync(new KernelCommand.Stop(), limit.Token);
            process.StandardInput.Close();
            // Elsewhere than on Linux, children that outlive their parent cannot be found again.
            if (OperatingSystem.IsLinux())
                await exited.WaitAsync(StopLimit);
        }
        catch (Exception e) when (e is IOException or TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            // Ended already, or deaf: the kill below does not ask.
        }

        await KillAsync();
        if (running is { } cell)
            await cell.Over.WaitAsync(StopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        job?.Dispose();
        process.Dispose();
    }

    // Where a program that a cell started has inherited the kernel's output, that does not end with the kernel: the kernel's own end
    // must be noticed, after what it still said has been read.
    async Task WatchAsync()
    {
        await process.WaitForExitAsync();
        ProcessMark.KillAll(mark);
        ended.CancelAfter(DrainLimit);
    }

    async Task<KernelEvent.Done> DiedAsync(RunningCell cell, Stopwatch clock)
    {
        await KillAsync();
        await Task.WhenAny(reading, Task.Delay(DrainLimit));
        raw.End();
        return Fail(cell, disposed != 0 ? KernelDeath.Stopped() : KernelDeath.Exit(process.ExitCode, raw.Report), clock);
    }

    static KernelEvent.Done Fail(RunningCell cell, KernelEvent.Error error, Stopwatch clock)
    {
        cell.Tell(error);
        return cell.Close(new KernelEvent.Done(false, clock.Elapsed));
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
