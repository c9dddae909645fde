namespace SocketSchool;

/// <summary>The clock that a check gives to a learner's code: it stands still until the check sets it.</summary>
internal sealed class CheckClock : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _local;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public override TimeZoneInfo LocalTimeZone
    {
        get
        {
            lock (_gate) return _zone;
        }
    }

    /// <summary>Sets the time; its offset becomes the clock's local time zone.</summary>
    public void Set(DateTimeOffset local)
    {
        lock (_gate)
        {
            _local = local;
            _zone = TimeZoneInfo.CreateCustomTimeZone("check", local.Offset, "check", "check");
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_gate) _local += time;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _local.ToUniversalTime();
    }
}
