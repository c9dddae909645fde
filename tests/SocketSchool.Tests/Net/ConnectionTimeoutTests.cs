namespace SocketSchool.Tests;

public sealed class ConnectionTimeoutTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_receive_gives_up_at_its_limit_and_not_before()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { ReceiveTimeout = TimeSpan.FromMinutes(3), TimeProvider = _time });
        var receiving = pair.Connection.ReceiveAsync(new byte[1]).AsTask();
        _time.Advance(TimeSpan.FromMinutes(2.999));
        Assert.False(receiving.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(0.002));

        var e = await Assert.ThrowsAsync<ConnectionTimeoutException>(() => receiving.Soon());
        Assert.Equal("ReceiveTimeout", e.Limit);
        Assert.Equal($"{pair.Connection.RemoteEndPoint} sent nothing for 3 min.", e.Message);
    }

    [Fact]
    public async Task The_connection_is_as_good_as_before_after_a_receive_that_timed_out()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { TimeProvider = _time });
        var reading = pair.Connection.ReadLineAsync().AsTask();
        pair.PeerSends("half ");
        await pair.ConnectionHasTaken(5);
        await _time.TimerOf(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<ConnectionTimeoutException>(() => reading.Soon());

        pair.PeerSends("and half\n");
        Assert.Equal("half and half", await pair.Connection.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task The_receive_limit_starts_again_with_every_piece()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { TimeProvider = _time });
        var receiving = pair.Connection.ReceiveExactlyAsync(5).AsTask();
        for (var i = 1; i <= 5; i++)
        {
            await _time.TimerOf(TimeSpan.FromSeconds(30));
            _time.Advance(TimeSpan.FromSeconds(29));
            pair.PeerSends((byte)i);
            await pair.ConnectionHasTaken(i);
        }

        var received = await receiving.Soon();
        Assert.Equal([1, 2, 3, 4, 5], received!);
    }

    [Fact]
    public async Task A_limit_can_be_switched_off()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { ReceiveTimeout = Timeout.InfiniteTimeSpan, TimeProvider = _time });
        var receiving = pair.Connection.ReceiveAsync(new byte[1]).AsTask();
        _time.Advance(TimeSpan.FromDays(1000));
        Assert.False(receiving.IsCompleted);
        pair.PeerSends(7);

        Assert.Equal(1, await receiving.Soon());
    }

    [Fact]
    public async Task A_send_gives_up_when_the_reader_has_stopped()
    {
        using var pair = await Pair.Connect(
            new ConnectionOptions { SendTimeout = TimeSpan.FromSeconds(45), TimeProvider = _time }, peerReceiveBuffer: 8 * 1024);
        var sending = pair.Connection.SendAsync(new byte[50_000_000]).AsTask();
        await NoMoreIsSent(pair.Connection);
        _time.Advance(TimeSpan.FromSeconds(45));

        var e = await Assert.ThrowsAsync<ConnectionTimeoutException>(() => sending.Soon());
        Assert.Equal("SendTimeout", e.Limit);
        Assert.StartsWith($"{pair.Connection.RemoteEndPoint} did not read for 45 s: up to ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_send_to_a_slow_reader_goes_on_for_as_long_as_it_reads()
    {
        using var pair = await Pair.Connect(
            new ConnectionOptions { SendTimeout = TimeSpan.FromSeconds(30), TimeProvider = _time }, peerReceiveBuffer: 8 * 1024);
        var sending = pair.Connection.SendAsync(new byte[16_000_000]).AsTask();
        var buffer = new byte[4_000_000];
        for (var i = 0; i < 4; i++)
        {
            // Two minutes in all, four times the limit, but never the limit without a byte being read.
            await NoMoreIsSent(pair.Connection);
            _time.Advance(TimeSpan.FromSeconds(29));
            for (var have = 0; have < buffer.Length;) have += await pair.Peer.ReceiveAsync(buffer.AsMemory(have)).Soon();
        }

        await sending.Soon();
        Assert.Equal(16_000_000, pair.Connection.BytesSent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(5_000_000_000)]
    public async Task A_limit_that_makes_no_sense_is_named_before_anything_happens(long milliseconds)
    {
        var bad = TimeSpan.FromMilliseconds(milliseconds);
        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Connection.ConnectAsync("127.0.0.1", 1, new ConnectionOptions { SendTimeout = bad }));
        Assert.Contains("SendTimeout must be above zero", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Connection.ConnectAsync("127.0.0.1", 1, new ConnectionOptions { MaxLineBytes = 0 }));
    }

    // A send that waits shows itself by its count standing still while the system's buffers are full.
    private static async Task NoMoreIsSent(Connection connection)
    {
        long before;
        do
        {
            before = connection.BytesSent;
            for (var i = 0; i < 20 && connection.BytesSent == before; i++) await Task.Delay(5);
        }
        while (connection.BytesSent != before);
    }
}
