namespace SocketSchool;

/// <summary>
/// Watches the numbers on one sender's messages and notices gaps, duplicates and reordering. It needs no timer and a fixed amount of
/// memory. Not for two threads at once.
/// </summary>
/// <remarks>
/// Two rules are those of RTP (RFC 3550, appendix A.1). A number that is more than <see cref="Window"/> ahead is not believed, because one
/// forged datagram could otherwise make all the real ones look old. But when the one after it follows, the sender has begun anew, and so
/// does the watch.
/// </remarks>
public sealed class SequenceWatch
{
    /// <summary>How far back it remembers, and the longest gap that it believes in: 1,024 numbers.</summary>
    public const int Window = 1024;

    private readonly bool[] _seen = new bool[Window];
    private long _highest;
    private long? _afterImplausible;

    /// <summary>Begins to watch.</summary>
    /// <param name="first">The first number that the sender uses; 1 by default.</param>
    public SequenceWatch(long first = 1) => Restart(first - 1);

    /// <summary>How many messages are missing now: gaps that no late message has filled.</summary>
    public long Missing { get; private set; }

    /// <summary>The number that would be in order next.</summary>
    public long Next => _highest + 1;

    /// <summary>Takes the number of a message that has just arrived.</summary>
    /// <param name="number">Its number.</param>
    public SequenceFinding Observe(long number)
    {
        // Without an overflow for any number that a stranger may write.
        if (number > _highest && (ulong)(number - _highest) > Window) return Leap(number);
        if (number > _highest) return Ahead(number);
        if ((ulong)(_highest - number) >= Window) return _afterImplausible == number ? Leap(number) : Old(number);
        ref var seen = ref Slot(number);
        var kind = seen ? SequenceKind.Duplicate : SequenceKind.Late;
        if (!seen) Missing--;
        seen = true;
        _afterImplausible = null;
        return new SequenceFinding(kind, number, 0);
    }

    private SequenceFinding Ahead(long number)
    {
        var missing = number - _highest - 1;
        for (var skipped = _highest + 1; skipped < number; skipped++) Slot(skipped) = false;
        Slot(number) = true;
        _highest = number;
        Missing += missing;
        _afterImplausible = null;
        return new SequenceFinding(missing == 0 ? SequenceKind.InOrder : SequenceKind.Gap, number, missing);
    }

    private SequenceFinding Leap(long number)
    {
        if (_afterImplausible == number)
        {
            Restart(number);
            return new SequenceFinding(SequenceKind.InOrder, number, 0);
        }

        _afterImplausible = number == long.MaxValue ? null : number + 1;
        return new SequenceFinding(SequenceKind.Implausible, number, 0);
    }

    private SequenceFinding Old(long number)
    {
        // A sender that begins again with small numbers is believed when the next one follows.
        _afterImplausible = number + 1;
        return new SequenceFinding(SequenceKind.TooOld, number, 0);
    }

    private void Restart(long highest)
    {
        // What lies before the beginning counts as seen: it is not missing.
        Array.Fill(_seen, true);
        _highest = highest;
        _afterImplausible = null;
        Missing = 0;
    }

    private ref bool Slot(long number) => ref _seen[(int)((ulong)number % Window)];
}
