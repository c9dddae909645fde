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
    private int _met;

    /// <summary>How many pairs have really run at the same instant; on a busy machine, or one processor, many miss each other.</summary>
    public int Met => Volatile.Read(ref _met);

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
            if (pair.Meet()) Interlocked.Increment(ref _met);
        }

        await handler(client, stop);
    }

    private sealed class Pair
    {
        private int _missing = 2;
        private volatile bool _tooLate;

        /// <summary>Waits for the other one; true at the one that came second, if the first was still waiting.</summary>
        public bool Meet()
        {
            var isSecond = Interlocked.Decrement(ref _missing) == 0;
            var since = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _missing) > 0)
            {
                // Spins without SpinWait: its pauses are longer than the race that is looked for.
                if (Stopwatch.GetElapsedTime(since) < s_patience) continue;
                _tooLate = true;
                break;
            }

            return isSecond && !_tooLate;
        }
    }
}
