using System.Net;

namespace SocketSchool.Tests;

public sealed class WireLogTests
{
    private static readonly IPEndPoint s_client = new(IPAddress.Loopback, 50000);

    [Fact]
    public void A_full_log_drops_the_oldest_and_counts_them()
    {
        var log = new WireLog(capacity: 3);
        for (var i = 1; i <= 5; i++) log.Note($"note {i}");

        Assert.Equal([3L, 4L, 5L], log.Events.Select(e => e.Number));
        Assert.Equal(["note 3", "note 4", "note 5"], log.Events.Select(e => e.Text));
        Assert.Equal(2, log.Dropped);
        Assert.Equal(3, log.Capacity);
    }

    [Fact]
    public void A_log_that_is_exactly_full_has_dropped_nothing()
    {
        var log = new WireLog(capacity: 3);
        for (var i = 0; i < 3; i++) log.Note("");

        Assert.Equal(3, log.Events.Count);
        Assert.Equal(0, log.Dropped);
    }

    [Fact]
    public void Clear_forgets_the_events_and_the_drops_and_goes_on_counting()
    {
        var time = new ManualTime();
        var log = new WireLog(capacity: 2, time);
        for (var i = 0; i < 5; i++) log.Note("before");
        log.Clear();
        Assert.Empty(log.Events);
        Assert.Equal(0, log.Dropped);

        time.Advance(TimeSpan.FromMilliseconds(1));
        log.Note("after");
        var e = Assert.Single(log.Events);
        Assert.Equal((6, 1000.0, "after"), (e.Number, e.Microseconds, e.Text));

        log.Note("");
        log.Note("");
        Assert.Equal([7L, 8L], log.Events.Select(logged => logged.Number));
        Assert.Equal(1, log.Dropped);
    }

    [Fact]
    public void A_capacity_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new WireLog(0));

    [Fact]
    public void Times_are_microseconds_since_the_log_began()
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromHours(1));
        var log = new WireLog(time: time);
        log.Note("begin");
        time.Advance(TimeSpan.FromMicroseconds(1234.5));
        log.Note("later");

        Assert.Equal([0.0, 1234.5], log.Events.Select(e => e.Microseconds));
    }

    [Fact]
    public void An_event_keeps_the_first_64_bytes_and_the_count_of_all()
    {
        var bytes = Enumerable.Range(0, 1000).Select(i => (byte)i).ToArray();
        var log = new WireLog();
        log.Add(WireSide.Client, WireEventKind.Send, s_client, bytes.AsSpan(0, 64));
        log.Add(WireSide.Client, WireEventKind.Send, s_client, bytes.AsSpan(0, 65));
        log.Add(WireSide.Server, WireEventKind.Receive, s_client, bytes);
        bytes.AsSpan().Clear();

        var expected = Enumerable.Range(0, 64).Select(i => (byte)i).ToArray();
        Assert.Equal([64, 65, 1000], log.Events.Select(e => e.Count));
        Assert.All(log.Events, e => Assert.Equal(expected, e.Preview.ToArray()));
    }

    [Fact]
    public void A_snapshot_does_not_change_afterwards()
    {
        var log = new WireLog(capacity: 2);
        log.Note("a");
        var snapshot = log.Events;
        for (var i = 0; i < 5; i++) log.Note("b");
        log.Clear();

        Assert.Equal("a", Assert.Single(snapshot).Text);
    }

    [Fact]
    public async Task Numbers_and_times_agree_about_the_order_when_many_threads_write()
    {
        var log = new WireLog(capacity: 100_000);
        using var go = new ManualResetEventSlim();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Factory.StartNew(
            () =>
            {
                go.Wait();
                for (var i = 0; i < 5000; i++) log.Add(WireSide.Client, WireEventKind.Send, s_client, [(byte)writer]);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        go.Set();
        await Task.WhenAll(writers).Soon();

        var events = log.Events;
        Assert.Equal(Enumerable.Range(1, 40_000).Select(i => (long)i), events.Select(e => e.Number));
        Assert.True(events.Zip(events.Skip(1)).All(two => two.First.Microseconds <= two.Second.Microseconds));
        Assert.All(events.CountBy(e => e.Preview.Span[0]), writer => Assert.Equal(5000, writer.Value));
    }

    [Fact]
    public async Task Readers_see_whole_snapshots_while_writers_write_and_one_clears()
    {
        var log = new WireLog(capacity: 50);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) log.Note("x");
        });
        for (var i = 0; i < 2000; i++)
        {
            if (i % 100 == 0) log.Clear();
            var events = log.Events;
            Assert.InRange(events.Count, 0, 50);
            for (var j = 1; j < events.Count; j++) Assert.Equal(events[j - 1].Number + 1, events[j].Number);
        }

        await stop.CancelAsync();
        await writing.Soon();
    }

    [Fact]
    public void A_log_that_is_switched_off_records_nothing_and_allocates_nothing()
    {
        var log = new WireLog { IsEnabled = false };
        var bytes = new byte[1000];
        log.Add(WireSide.Client, WireEventKind.Send, s_client, bytes);
        var allocated = Allocations.Least(() =>
        {
            for (var i = 0; i < 1000; i++) log.Add(WireSide.Client, WireEventKind.Send, s_client, bytes);
        });
        Assert.Equal(0, allocated);
        Assert.Empty(log.Events);

        log.IsEnabled = true;
        log.Note("on again");
        Assert.Equal(1, Assert.Single(log.Events).Number);
    }
}
