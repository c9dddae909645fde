namespace SocketSchool;

/// <summary>
/// What waits to be sent to one client. Whoever puts something in never waits for the client; everything that has gathered while one send
/// was under way leaves together with the next.
/// </summary>
internal sealed class IrcSendQueue(Connection connection, int limit, Action<Exception> failed)
{
    private const int SmallBuffer = 1024;
    private readonly Lock _gate = new();
    private byte[] _filling = [];
    private byte[] _sending = [];
    private int _filled;
    private int _underWay;
    private Task? _writing;
    private bool _isBroken;

    /// <summary>Puts a line in, which must be whole; false when the limit is reached, and the line is then lost.</summary>
    public bool TryAdd(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_isBroken) return true;
            if (_filled + _underWay + line.Length > limit) return false;
            if (_filling.Length - _filled < line.Length) Array.Resize(ref _filling, Math.Max(SmallBuffer, (_filled + line.Length) * 2));
            line.CopyTo(_filling.AsSpan(_filled));
            _filled += line.Length;
            return true;
        }
    }

    /// <summary>Starts to send what is there, unless that is going on already. The task completes when the queue is empty.</summary>
    public Task FlushAsync()
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_writing is { } running) return running;
            if (_filled == 0 || _isBroken) return Task.CompletedTask;
            _writing = finished.Task;
            Swap();
        }

        // Outside of the lock: as long as the operating system has room, the send happens here and now, on this thread.
        _ = WriteAsync(finished);
        return finished.Task;
    }

    private async Task WriteAsync(TaskCompletionSource finished)
    {
        try
        {
            do
            {
                await connection.SendAsync(_sending.AsMemory(0, _underWay));
            }
            while (TakeNext());
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                (_isBroken, _writing, _underWay) = (true, null, 0);
            }

            failed(e);
        }
        finally
        {
            finished.TrySetResult();
        }
    }

    private bool TakeNext()
    {
        lock (_gate)
        {
            _underWay = 0;
            // A burst must not cost every client its memory for ever.
            if (_sending.Length > 64 * SmallBuffer) _sending = [];
            if (_filled == 0)
            {
                _writing = null;
                return false;
            }

            Swap();
            return true;
        }
    }

    private void Swap()
    {
        (_filling, _sending) = (_sending, _filling);
        (_filled, _underWay) = (0, _filled);
    }
}
