namespace SocketSchool;

/// <summary>
/// Bytes that wait to be sent to one client: filled by many, emptied by one, and never more than a limit. What came while the last
/// batch was sent is the next batch, so a reader that falls behind gets many lines with one send.
/// </summary>
internal sealed class OutgoingQueue(int limit)
{
    // What was needed in a rush is given back after it: a thousand clients would otherwise keep the memory of their worst moment.
    private const int Kept = 16 * 1024;
    private readonly Lock _gate = new();
    private byte[] _filling = [];
    private byte[] _spare = [];
    private int _count;
    private int _underWay;
    private bool _hasWriter;
    private TaskCompletionSource? _drained;

    /// <summary>What became of a line.</summary>
    public enum Added
    {
        /// <summary>It waits, and the writer that is at work will take it.</summary>
        Waits,

        /// <summary>It waits, and the caller has to start the writer.</summary>
        WantsWriter,

        /// <summary>It would have gone past the limit, and was not taken.</summary>
        Full,
    }

    public Added Add(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            var needed = _count + line.Length;
            if (needed + _underWay > limit) return Added.Full;
            if (needed > _filling.Length) Array.Resize(ref _filling, Math.Max(needed, Math.Max(512, _filling.Length * 2)));
            line.CopyTo(_filling.AsSpan(_count));
            _count = needed;
            if (_hasWriter) return Added.Waits;
            _hasWriter = true;
            return Added.WantsWriter;
        }
    }

    /// <summary>The writer's next batch, valid until it asks again; empty when there is none, and then the writer is done.</summary>
    public ReadOnlyMemory<byte> TakeAll()
    {
        lock (_gate)
        {
            _underWay = _count;
            if (_count == 0)
            {
                _hasWriter = false;
                _drained?.TrySetResult();
                return default;
            }

            var batch = _filling.AsMemory(0, _count);
            (_filling, _spare) = (_spare.Length > Kept ? [] : _spare, _filling);
            _count = 0;
            return batch;
        }
    }

    /// <summary>Completes when everything has been sent, or at once.</summary>
    public Task DrainedAsync()
    {
        lock (_gate)
        {
            if (!_hasWriter) return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }
}
