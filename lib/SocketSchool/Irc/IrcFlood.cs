namespace SocketSchool;

/// <summary>A bucket of lines (token bucket): full at the beginning, emptied by each line, refilled by time.</summary>
internal sealed class IrcFlood(int atOnce, int perSecond, TimeProvider time)
{
    private double _left = atOnce;
    private long _since = time.GetTimestamp();

    /// <summary>Counts a line; false when it is one too many.</summary>
    public bool Allows()
    {
        if (perSecond == int.MaxValue) return true;
        var now = time.GetTimestamp();
        _left = Math.Min(atOnce, _left + (time.GetElapsedTime(_since, now).TotalSeconds * perSecond));
        _since = now;
        return --_left >= 0;
    }
}
