using System.Collections.Concurrent;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>The kernel process's cells: they run one after the other on one thread, and any of them can be interrupted from another.</summary>
/// <param name="kernel">What runs them.</param>
/// <param name="send">Takes their events.</param>
internal sealed class CellQueue(CSharpKernel kernel, Action<KernelEvent> send) : IDisposable
{
    readonly BlockingCollection<Entry> waiting = [];
    readonly Lock gate = new();
    readonly Dictionary<long, Entry> present = [];

    /// <summary>Takes a cell.</summary>
    public void Add(KernelCommand.Run cell)
    {
        var entry = new Entry(cell);
        lock (gate)
            present[cell.Number] = entry;
        waiting.Add(entry);
    }

    /// <summary>
    /// Interrupts a cell that runs or waits, and ends the programs that it has started, as Ctrl+C in a terminal does (Linux). Returns at
    /// once. A cell that has ended meanwhile is not met, nor is the next one.
    /// </summary>
    public void Interrupt(long number)
    {
        lock (gate)
        {
            if (!present.TryGetValue(number, out var entry))
                return;
            entry.Interrupt.Cancel();
            if (entry.Started is { } started)
                new Thread(() => ProcessMark.KillStartedSince(Environment.GetEnvironmentVariable(KernelHost.MarkVariable), started)) { IsBackground = true }.Start();
        }
    }

    /// <summary>Runs cells as they come; never returns.</summary>
    public void RunAll()
    {
        foreach (var entry in waiting.GetConsumingEnumerable())
        {
            lock (gate)
                entry.Started = DateTime.Now;
            try
            {
                kernel.RunAsync(entry.Cell.Code, entry.Cell.Label, send, entry.Interrupt.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                send(InterruptText.BeforeStart());
                send(new KernelEvent.Done(false, TimeSpan.Zero));
            }

            lock (gate)
                present.Remove(entry.Cell.Number);
            entry.Interrupt.Dispose();
        }
    }

    /// <summary>Takes no more cells.</summary>
    public void Dispose() => waiting.Dispose();

    sealed class Entry(KernelCommand.Run cell)
    {
        public KernelCommand.Run Cell => cell;

        public CancellationTokenSource Interrupt { get; } = new();

        public DateTime? Started { get; set; }
    }
}
