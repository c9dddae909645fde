namespace SocketSchool.Tests;

/// <summary>A clock that stands still until a test moves it, and whose timers ring when it does.</summary>
internal sealed class HandClock(DateTimeOffset start, TimeSpan offset = default) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private TimeSpan _passed;

    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.CreateCustomTimeZone("test", offset, "test", "test");

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are set and have not rung.</summary>
    public int Pending
    {
        get
        {
            lock (_gate) return _alarms.Count(alarm => alarm.Due is not null);
        }
    }

    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    private TimeSpan Passed
    {
        get
        {
            lock (_gate) return _passed;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        lock (_gate) _alarms.Add(alarm);
        return alarm;
    }

    public void Advance(TimeSpan time)
    {
        List<Alarm> ringing;
        lock (_gate)
        {
            _passed += time;
            ringing = [.. _alarms.Where(alarm => alarm.Due <= _passed)];
            foreach (var alarm in ringing) alarm.Due = null;
        }

        foreach (var alarm in ringing) alarm.Ring();
    }

    private sealed class Alarm(HandClock clock, Action ring) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public Action Ring => ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate) Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._passed + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
