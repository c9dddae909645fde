namespace SocketSchool;

/// <summary>
/// Numbers what is sent to one peer over UDP and sends it again until it is acknowledged: a selective repeat with a small window. The wait
/// doubles with every repeat, so that a crowded network is not made worse (as RFC 6298 section 5.5 has it for TCP).
/// </summary>
internal sealed class RepeatingSender(PeerOptions options, Action<long, string> transmit, Action gaveUp) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(options.Window);
    private readonly SortedDictionary<long, Pending> _pending = [];
    private readonly CancellationTokenSource _ended = new();
    private TaskCompletionSource _empty = Completed();
    private long _last;
    private long _oldest = 1;
    private long _repeats;

    /// <summary>How many datagrams were sent again.</summary>
    public long Repeats => Interlocked.Read(ref _repeats);

    /// <summary>Whether nothing waits for an acknowledgement.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate) return _pending.Count == 0;
        }
    }

    /// <summary>Completes when everything sent so far is acknowledged.</summary>
    public Task WhenIdle
    {
        get
        {
            lock (_gate) return _empty.Task;
        }
    }

    /// <summary>Sends a message under the next number; waits only while the window is full.</summary>
    public async Task SendAsync(string message, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        await _room.WaitAsync(either.Token);
        long number;
        lock (_gate)
        {
            if (_ended.IsCancellationRequested) return;
            number = ++_last;
            var pending = new Pending(message, options.RepeatAfter);
            if (_pending.Count == 0) _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending[number] = pending;
            pending.Timer = options.TimeProvider.CreateTimer(_ => Repeat(number), null, options.RepeatAfter, Timeout.InfiniteTimeSpan);
        }

        transmit(number, message);
    }

    /// <summary>The other end has this number.</summary>
    public void Acknowledge(long number)
    {
        lock (_gate)
        {
            if (!_pending.Remove(number, out var done)) return;
            done.Timer?.Dispose();
            // The window moves with the oldest one that is missing, or the other end would have to keep more and more of what came early.
            var oldest = _pending.Count == 0 ? _last + 1 : _pending.Keys.First();
            if (oldest > _oldest) _room.Release((int)(oldest - _oldest));
            _oldest = oldest;
            if (_pending.Count == 0) _empty.TrySetResult();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var pending in _pending.Values) pending.Timer?.Dispose();
            _pending.Clear();
            _empty.TrySetResult();
            _ended.Cancel();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void Repeat(long number)
    {
        string? message = null;
        lock (_gate)
        {
            if (!_pending.TryGetValue(number, out var pending)) return;
            if (++pending.Attempts <= options.Attempts)
            {
                message = pending.Message;
                pending.Wait = pending.Wait * 2 > options.RepeatAtMost ? options.RepeatAtMost : pending.Wait * 2;
                pending.Timer?.Change(pending.Wait, Timeout.InfiniteTimeSpan);
            }
        }

        if (message is null)
        {
            gaveUp();
            return;
        }

        Interlocked.Increment(ref _repeats);
        transmit(number, message);
    }

    private sealed class Pending(string message, TimeSpan wait)
    {
        public string Message => message;

        public TimeSpan Wait { get; set; } = wait;

        public int Attempts { get; set; } = 1;

        public ITimer? Timer { get; set; }
    }
}
