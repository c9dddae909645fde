namespace SocketSchool;

/// <content>What is waited for and since when. The server's one timer looks at it, which costs a request nothing.</content>
internal sealed partial class WebConnection
{
    // Of one connection; a measurement with millions of requests would only push out what a person wants to see.
    private const int EventsRecorded = 200;
    // Never disposed: the timer may be about to cancel it, and it holds nothing.
    private volatile CancellationTokenSource _limit = new();
    private volatile Waiting _waitsFor = Waiting.Request;
    private long _waitsSince;
    private long _requestSince;
    private volatile bool _isGivenUp;
    private bool _isLate;
    private bool _isSending;
    private int _recorded;

    private enum Waiting
    {
        Request, Rest, Handler, Reader, End
    }

    /// <summary>Ends whatever wait has lasted too long. From the server's timer.</summary>
    public void CheckLimits()
    {
        var (options, waiting) = (_server.Options, _waitsFor);
        var (limit, name, deed) = waiting switch
        {
            Waiting.Request => (options.IdleTimeout, nameof(options.IdleTimeout), "sent no request"),
            Waiting.Rest => (_server.Limits.RequestTimeout, "", ""),
            Waiting.Reader => (options.SendTimeout, nameof(options.SendTimeout), "did not read"),
            Waiting.End => (options.LingerTimeout, "", ""),
            _ => (Timeout.InfiniteTimeSpan, "", ""),
        };
        var since = Volatile.Read(ref _waitsSince);
        if (limit == Timeout.InfiniteTimeSpan || _isGivenUp || options.TimeProvider.GetElapsedTime(since) < limit) return;
        if (name != "") _server.AddFault(Client, name, $"{Client} {deed} for {Say.Duration(limit)} ({name}).");
        _isLate = waiting == Waiting.Rest;
        _isGivenUp = true;
        _limit.Cancel();
    }

    /// <summary>Ends every wait: the server stops.</summary>
    public void Stop() => _limit.Cancel();

    private void BeginWait(Waiting what)
    {
        var now = _server.Options.TimeProvider.GetTimestamp();
        if (what == Waiting.Rest)
        {
            // From the first byte of the request: one byte now and then must not win time for ever.
            if (_requestSince == 0) _requestSince = now;
            now = _requestSince;
        }

        Volatile.Write(ref _waitsSince, now);
        _waitsFor = what;
    }

    private void Record(WireEventKind kind, ReadOnlySpan<byte> bytes, long offset)
    {
        if (_recorded >= EventsRecorded || !_server.Log.IsEnabled) return;
        _recorded++;
        _server.Log.Add(WireSide.Server, kind, Client, bytes, offset: offset);
        if (_recorded == EventsRecorded) _server.Log.Add(WireSide.Server, WireEventKind.Note, Client, text: $"{Client}: the log leaves out what follows");
    }
}
