namespace SocketSchool;

/// <summary>Ends a blocking call in which nothing moves for too long, at no cost to the calls that go well.</summary>
/// <remarks>
/// It looks once in its patience and not more often, for a reason that was measured: with both ends on one processor, Linux
/// hands a message over in one of two ways (the woken thread preempts, or waits until the other sleeps), 14.5 or 16.3 us a round
/// trip, and it stays with one until a third thread of the process wakes up. A timer that ticks is such a thread.
/// </remarks>
internal sealed class Watchdog : IDisposable
{
    private readonly Action _bite;
    private readonly ITimer _timer;
    private long _steps;
    private long _seen = 1;
    private volatile bool _waiting;

    /// <param name="patience">How long nothing may move. The first call is ended after this time, a later one after at most twice as long.</param>
    /// <param name="bite">What ends the call, for instance closing the socket.</param>
    public Watchdog(TimeSpan patience, Action bite)
    {
        Patience = patience;
        _bite = bite;
        _timer = TimeProvider.System.CreateTimer(_ => Look(), null, patience, patience);
    }

    public TimeSpan Patience { get; }

    /// <summary>Whether it has ended a call.</summary>
    public bool HasBitten { get; private set; }

    public void Begin()
    {
        _steps++;
        _waiting = true;
    }

    public void Progress() => _steps++;

    public void End() => _waiting = false;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var steps = Volatile.Read(ref _steps);
        if (_waiting && steps == _seen && !HasBitten)
        {
            HasBitten = true;
            _bite();
        }

        _seen = steps;
    }
}
