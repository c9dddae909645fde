using System.Net;

namespace SocketSchool.Tests.Udp;

public sealed class DatagramStreamTests
{
    [Fact]
    public async Task A_loop_gets_every_datagram_with_sender_and_time_and_an_empty_one_does_not_end_it()
    {
        var clock = new HandClock(new DateTimeOffset(2026, 1, 4, 9, 5, 7, TimeSpan.FromHours(1)), TimeSpan.FromHours(1));
        await using var stream = DatagramStream.Listen(options: new ServerOptions { TimeProvider = clock });
        using var client = UdpTest.NewSocket(stream.EndPoint);
        foreach (var text in new[] { "one", "", "two" }) await client.SayAsync(text);

        var got = new List<Datagram>();
        await foreach (var datagram in stream)
        {
            got.Add(datagram);
            if (got.Count == 3) break;
        }

        Assert.Equal(["one", "", "two"], got.Select(datagram => datagram.Text));
        Assert.All(got, datagram => Assert.Equal((IPEndPoint)client.LocalEndPoint!, datagram.From));
        Assert.All(got, datagram => Assert.Equal("2026-01-04T09:05:07.0000000+01:00", datagram.Time.ToString("O")));
    }

    [Fact]
    public async Task A_loop_can_answer()
    {
        await using var stream = DatagramStream.Listen();
        using var client = UdpTest.NewSocket(stream.EndPoint);
        var serving = Task.Run(async () =>
        {
            await foreach (var datagram in stream) await datagram.ReplyAsync($"got {datagram.Text}");
        });
        await client.SayAsync("hello");

        Assert.Equal("got hello", await client.HearAsync());
        await stream.DisposeAsync();
        await serving.Soon();
    }

    [Fact]
    public async Task What_does_not_fit_into_the_queue_is_dropped_counted_and_said_once()
    {
        await using var stream = DatagramStream.Listen(capacity: 3);
        using var client = UdpTest.NewSocket(stream.EndPoint);
        for (var i = 1; i <= 10; i++) await client.SayAsync($"{i}");
        await Waiting.Until(() => stream.Received == 10, "all ten were taken");

        Assert.Equal((3, 7L), (stream.Waiting, stream.Dropped));
        Assert.Contains("3 datagrams wait already", Assert.Single(stream.Server.Faults).Message, StringComparison.Ordinal);
        await stream.DisposeAsync();
        var kept = new List<string>();
        await foreach (var datagram in stream) kept.Add(datagram.Text);
        Assert.Equal(["1", "2", "3"], kept);
    }

    [Fact]
    public async Task A_second_overflow_is_a_second_fault()
    {
        await using var stream = DatagramStream.Listen(capacity: 1);
        using var client = UdpTest.NewSocket(stream.EndPoint);
        for (var round = 1; round <= 2; round++)
        {
            await client.SayAsync("kept");
            await client.SayAsync("dropped");
            await client.SayAsync("dropped");
            var expected = 3 * round;
            await Waiting.Until(() => stream.Received == expected, "three more were taken");
            await foreach (var datagram in stream)
            {
                Assert.Equal("kept", datagram.Text);
                break;
            }
        }

        Assert.Equal((2L, 4L), (stream.Server.FaultCount, stream.Dropped));
    }

    [Fact]
    public async Task ReadFor_ends_quietly_when_its_time_is_over_and_the_stream_can_be_read_again()
    {
        var clock = new ManualTime();
        await using var stream = DatagramStream.Listen(options: new ServerOptions { TimeProvider = clock });
        using var client = UdpTest.NewSocket(stream.EndPoint);
        for (var round = 0; round < 2; round++)
        {
            await client.SayAsync("hello");
            var got = 0;
            await foreach (var datagram in stream.ReadFor(TimeSpan.FromMinutes(3)))
            {
                got++;
                clock.Advance(TimeSpan.FromMinutes(3));
            }

            Assert.Equal(1, got);
        }
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_loop_and_not_the_stream()
    {
        await using var stream = DatagramStream.Listen();
        using var client = UdpTest.NewSocket(stream.EndPoint);
        using var cancelled = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in stream.WithCancellation(cancelled.Token)) { }
        });
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());

        await client.SayAsync("still there");
        await foreach (var datagram in stream.ReadFor(TimeSpan.FromSeconds(20)))
        {
            Assert.Equal("still there", datagram.Text);
            return;
        }

        Assert.Fail("nothing came");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_queue_holds_at_least_one(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(capacity), () => DatagramStream.Listen(capacity: capacity));
}
