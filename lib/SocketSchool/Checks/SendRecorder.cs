namespace SocketSchool;

/// <summary>A stream as a network's: each write is a send. It notes them and can take its time, reading what it was given only then.</summary>
internal sealed class SendRecorder(TimeSpan pause) : Stream
{
    private readonly List<byte[]> _sends = [];
    private int _underWay;

    /// <summary>What each send had in it.</summary>
    public IReadOnlyList<byte[]> Sends => _sends;

    public bool IsBusy => Volatile.Read(ref _underWay) > 0;

    public bool IsClosed { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !IsClosed;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Note(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Note(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            if (pause > TimeSpan.Zero) await Task.Delay(pause, cancellationToken);
            Note(buffer.Span);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        // A write of nothing sends nothing.
        if (bytes.Length > 0) _sends.Add(bytes.ToArray());
    }
}
