namespace SocketSchool;

/// <summary>
/// Restores the order of numbered messages and drops those that came before. Numbers begin at 1 and have no gaps, so a missing one is
/// waited for; what came too early is kept meanwhile.
/// </summary>
internal sealed class InOrder<T>
{
    /// <summary>How far ahead of the next number a message may be and still be kept: 256.</summary>
    public const int Room = 256;

    private readonly SortedDictionary<long, T> _early = [];

    /// <summary>The number that is handed on next.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>How many messages came a second time.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Takes a message.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="message">The message.</param>
    /// <param name="ready">Those that are next in order now: none, one, or more when a gap has closed.</param>
    /// <returns>Whether it may be acknowledged: it is here, now or since earlier. <c>false</c> when there is no room to keep it.</returns>
    public bool Take(long number, T message, out IReadOnlyList<T> ready)
    {
        ready = [];
        if (number < 1 || number - Next >= Room) return false;
        if (number < Next || !_early.TryAdd(number, message))
        {
            Duplicates++;
            return true;
        }

        List<T> inOrder = [];
        while (_early.Remove(Next, out var following))
        {
            inOrder.Add(following);
            Next++;
        }

        ready = inOrder;
        return true;
    }
}
