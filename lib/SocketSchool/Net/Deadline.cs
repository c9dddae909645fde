namespace SocketSchool;

/// <summary>
/// A time limit that is used again for every call in one direction of a connection, so that a call allocates no timer of its own.
/// Not for two calls at once.
/// </summary>
internal sealed class Deadline(TimeProvider time) : IDisposable
{
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _outer;
    private CancellationToken _outerToken;

    /// <summary>Begins a call: the token is cancelled after <paramref name="limit"/> or when <paramref name="outer"/> is.</summary>
    public CancellationToken Begin(TimeSpan limit, CancellationToken outer)
    {
        outer.ThrowIfCancellationRequested();
        _source ??= new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        if (limit != Timeout.InfiniteTimeSpan) _source.CancelAfter(limit);
        _outerToken = outer;
        if (outer.CanBeCanceled)
        {
            _outer = outer.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _source);
        }

        return _source.Token;
    }

    /// <summary>Whether the call that just failed was cancelled by its time limit and not from outside.</summary>
    public bool Expired => _source is { IsCancellationRequested: true } && !_outerToken.IsCancellationRequested;

    /// <summary>Ends a call.</summary>
    public void End()
    {
        _outer.Dispose();
        _outer = default;
        if (_source is null || _source.TryReset()) return;
        _source.Dispose();
        _source = null;
    }

    /// <summary>Cancels the call that is under way, if one is, from another thread.</summary>
    public void Interrupt()
    {
        try
        {
            _source?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call has just ended by itself.
        }
    }

    public void Dispose()
    {
        // The registration too: left behind, it would throw in the face of whoever cancels the outer token later.
        End();
        _source?.Dispose();
    }
}
