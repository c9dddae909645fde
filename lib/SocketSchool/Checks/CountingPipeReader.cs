using System.IO.Pipelines;

namespace SocketSchool;

/// <summary>
/// Passes everything on to another reader, and ends a loop that reads again and again although nothing new has come: without the
/// limit such a loop would hold the checking thread for ever.
/// </summary>
internal sealed class CountingPipeReader(PipeReader inner) : PipeReader
{
    private const int SameBytesLimit = 1_000;
    private long _seen = -1;
    private int _same;
    private int _waits;

    /// <summary>Whether the limit was hit.</summary>
    public bool Spun { get; private set; }

    /// <summary>How often a read had to wait for bytes: everything that was written before it has been looked at.</summary>
    public int Waits => Volatile.Read(ref _waits);

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        if (!read.IsCompleted) Interlocked.Increment(ref _waits);
        return Count(await read);
    }

    public override bool TryRead(out ReadResult result)
    {
        var any = inner.TryRead(out result);
        Count(result);
        return any;
    }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private ReadResult Count(ReadResult result)
    {
        _same = result.Buffer.Length == _seen && !result.IsCompleted ? _same + 1 : 0;
        _seen = result.Buffer.Length;
        if (_same < SameBytesLimit) return result;
        Spun = true;
        throw new InvalidOperationException($"{SameBytesLimit:N0} reads gave the same {_seen} bytes.");
    }
}
