namespace SocketSchool.Tests;

public class RepeatingSenderTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();
    private readonly List<string> _sent = [];
    private int _gaveUp;

    [Fact]
    public async Task The_wait_doubles_with_each_repeat_up_to_its_limit()
    {
        using var sender = Sender(window: 8, attempts: 10);
        await sender.SendAsync("hi", default).Soon();
        Assert.Equal(["1 hi"], _sent);
        // After 1, 2, 4 and then always 5 seconds.
        foreach (var (passes, count) in new[] { (0.9, 1), (0.1, 2), (1.9, 2), (0.1, 3), (3.9, 3), (0.1, 4), (4.9, 4), (0.1, 5), (5.0, 6) })
        {
            _time.Advance(TimeSpan.FromSeconds(passes));
            Assert.Equal(count, _sent.Count);
        }

        Assert.Equal(5, sender.Repeats);
        sender.Acknowledge(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(6, _sent.Count);
        Assert.Equal(0, _gaveUp);
        Assert.True(sender.WhenIdle.IsCompleted);
    }

    [Fact]
    public async Task After_the_last_attempt_it_gives_up()
    {
        using var sender = Sender(window: 8, attempts: 3);
        await sender.SendAsync("hi", default).Soon();
        for (var i = 0; i < 3; i++) _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(3, _sent.Count);
        Assert.Equal(1, _gaveUp);
    }

    [Fact]
    public async Task A_full_window_waits_and_moves_only_with_the_oldest()
    {
        using var sender = Sender(window: 2, attempts: 10);
        await sender.SendAsync("a", default).Soon();
        await sender.SendAsync("b", default).Soon();
        var third = sender.SendAsync("c", default);
        sender.Acknowledge(2);
        Assert.False(third.IsCompleted);
        sender.Acknowledge(1);
        await third.Soon();
        Assert.Equal(["1 a", "2 b", "3 c"], _sent);
        var fourth = sender.SendAsync("d", default);
        await fourth.Soon();
        var fifth = sender.SendAsync("e", default);
        Assert.False(fifth.IsCompleted);
        sender.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fifth.Soon());
    }

    [Fact]
    public async Task An_acknowledgement_counts_once_and_a_forged_one_not_at_all()
    {
        using var sender = Sender(window: 1, attempts: 10);
        await sender.SendAsync("a", default).Soon();
        foreach (var number in new long[] { 0, -1, 2, 99, 1, 1, 1 }) sender.Acknowledge(number);
        await sender.SendAsync("b", default).Soon();
        Assert.False(sender.SendAsync("c", default).IsCompleted);
    }

    private RepeatingSender Sender(int window, int attempts) => new(
        new PeerOptions { TimeProvider = _time, RepeatAfter = s_second, RepeatAtMost = 5 * s_second, Window = window, Attempts = attempts },
        (number, text) => _sent.Add($"{number} {text}"), () => _gaveUp++);
}
