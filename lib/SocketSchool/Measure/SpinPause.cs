namespace SocketSchool;

/// <summary>What two ends that never wait do between two looks, so that they do not starve each other or anybody else.</summary>
/// <remarks>
/// A look costs nothing to speak of while the other end runs on another processor. When it does not (one processor, or somebody else has
/// taken it), looking is exactly what keeps it from answering. So after a bounded number of empty looks in a row, and on one processor
/// after each, the thread offers its processor to others.
/// </remarks>
internal sealed class SpinPause : IDisposable
{
    private readonly ManualResetEventSlim _gate = new(initialState: true, spinCount: 0);
    private readonly int _looks;
    private volatile bool _resting;
    private volatile bool _stopped;

    /// <param name="looks">How many empty looks in a row before the processor is offered.</param>
    public SpinPause(int looks) => _looks = Placement.Current.IsOneProcessor ? 1 : looks;

    /// <summary>Whether it is over.</summary>
    public bool IsStopped => _stopped;

    /// <summary>Call after a look that found nothing.</summary>
    /// <param name="empty">How many in a row; set it to 0 when there was something.</param>
    public void Empty(ref int empty)
    {
        if (++empty < _looks) return;
        empty = 0;
        Thread.Yield();
    }

    /// <summary>Sleeps while the measurement has told this end to rest.</summary>
    public void RestIfTold()
    {
        if (_resting) _gate.Wait();
    }

    public void Wake()
    {
        _resting = false;
        _gate.Set();
    }

    public void Rest()
    {
        if (_stopped) return;
        _gate.Reset();
        _resting = true;
    }

    public void Stop()
    {
        _stopped = true;
        Wake();
    }

    public void Dispose() => Stop();
}
