using System.Diagnostics;

namespace SocketSchool;

/// <summary>
/// Runs a handler for two clients at the very same instant on two threads, so that a counter without a lock loses counts where anybody
/// can see it. Left to chance, such a race shows once in a thousand runs, and a check would pass what is wrong.
/// </summary>
internal sealed class Lockstep(Func<Connection, CancellationToken, Task> handler)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(20);
    private readonly Lock _gate = new();
    private Pair? _open;

    /// <summary>Whether clients are paired; until then each goes straight to the handler.</summary>
    public bool IsOn { get; set; }

    public async Task RunAsync(Connection client, CancellationToken stop)
    {
        if (IsOn)
        {
            Pair pair;
            lock (_gate)
            {
                pair = _open ?? new Pair();
                _open = _open is null ? pair : null;
            }

            // Off the accept loop's thread, and then both spin: that is closer together than any event could bring them.
            await Task.Yield();
            pair.Meet();
        }

        await handler(client, stop);
    }

    private sealed class Pair
    {
        private int _missing = 2;

        public void Meet()
        {
            Interlocked.Decrement(ref _missing);
            var since = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _missing) > 0 && Stopwatch.GetElapsedTime(since) < s_patience)
            {
                // Spins without SpinWait: its pauses are longer than the race that is looked for.
            }
        }
    }
}
