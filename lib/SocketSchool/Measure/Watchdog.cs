namespace SocketSchool;

/// <summary>Ends a blocking call in which nothing moves for too long, at no cost to the calls that go well.</summary>
internal sealed class Watchdog : IDisposable
{
    private const int Looks = 8;
    private readonly Action _bite;
    private readonly ITimer _timer;
    private long _steps;
    private long _seen;
    private int _same;
    private volatile bool _waiting;

    /// <param name="patience">How long nothing may move; noticed at most an eighth later.</param>
    /// <param name="bite">What ends the call, for instance closing the socket.</param>
    public Watchdog(TimeSpan patience, Action bite)
    {
        Patience = patience;
        _bite = bite;
        _timer = TimeProvider.System.CreateTimer(_ => Look(), null, patience / Looks, patience / Looks);
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
        _same = _waiting && steps == _seen ? _same + 1 : 0;
        _seen = steps;
        if (_same < Looks || HasBitten) return;
        HasBitten = true;
        _bite();
    }
}
