namespace SocketSchool;

/// <summary>Lets so many messages through at once, and then one in a while.</summary>
internal sealed class IrcPace(int atOnce, TimeSpan interval, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _free = DateTimeOffset.MinValue;

    public Task WaitAsync(CancellationToken stop)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            // The moment from which on the next would have to wait, were none allowed at once.
            _free = (_free > now ? _free : now) + interval;
            wait = _free - (interval * atOnce) - now;
        }

        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, stop);
    }
}
