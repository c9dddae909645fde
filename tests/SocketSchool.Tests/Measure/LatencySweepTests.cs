using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class LatencySweepTests
{
    private static readonly LatencySweepOptions s_quick = new()
    {
        Sizes = [1, 1024, 200_000],
        Samples = 7,
        Rounds = 2,
        WarmUp = 2,
        WarmUpTime = TimeSpan.Zero,
        TimePerSize = Timeout.InfiniteTimeSpan,
        TimeLimit = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task Every_size_gets_its_samples_and_its_percentiles_rise()
    {
        var report = await LatencySweep.RunAsync(s_quick).Soon();

        Assert.Equal([1, 1024, 200_000], report.Points.Select(point => point.SizeBytes));
        Assert.All(report.Points, point =>
        {
            Assert.Equal(("tcp", 7), (point.Transport, point.Samples));
            Assert.True(0 < point.MinUs && point.MinUs <= point.P10Us && point.P10Us <= point.P50Us, point.ToString());
            Assert.True(point.P50Us <= point.P90Us && point.P90Us <= point.P99Us && point.P99Us <= point.MaxUs, point.ToString());
            Assert.True(point.MibPerSecond > 0);
        });
    }

    [Fact]
    public async Task Progress_is_a_line_for_every_finished_size()
    {
        var lines = new List<string>();
        await LatencySweep.RunAsync(s_quick, lines.Add).Soon();

        Assert.Equal(3, lines.Count);
        Assert.StartsWith("tcp    1 KiB: median", lines[1]);
    }

    [Fact]
    public async Task Any_echo_server_can_be_measured()
    {
        await using var echo = EchoServer.Start();
        var report = await LatencySweep.RunAsync(s_quick with { EndPoint = echo.EndPoint }).Soon();

        Assert.Equal(3, report.Points.Count);
        Assert.StartsWith($"echo server {echo.EndPoint}; ", report.Machine);
    }

    [Fact]
    public async Task A_message_larger_than_all_socket_buffers_does_not_deadlock_with_a_server_that_echoes_as_it_reads()
    {
        await using var echo = EchoServer.Start();
        var report = await LatencySweep.RunAsync(s_quick with { EndPoint = echo.EndPoint, Sizes = [32 << 20], Samples = 1, Rounds = 1, WarmUp = 0 }).Soon();

        Assert.Equal(1, report.Points[0].Samples);
    }

    [Fact]
    public async Task Nor_with_a_server_that_reads_all_before_it_echoes()
    {
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            while (await client.ReceiveExactlyAsync(32 << 20, stop) is { } all) await client.SendAsync(all, stop);
        });
        var report = await LatencySweep.RunAsync(s_quick with { EndPoint = server.EndPoint, Sizes = [32 << 20], Samples = 1, Rounds = 1, WarmUp = 0 }).Soon();

        Assert.Equal(1, report.Points[0].Samples);
    }

    [Fact]
    public async Task Steady_state_allocates_nothing_on_the_client()
    {
        using var server = new BlockingEcho(IPAddress.Loopback);
        var allocated = await Task.Factory.StartNew(() =>
        {
            using var trip = TcpRoundTrip.Connect(server.EndPoint, TimeSpan.FromSeconds(5), CancellationToken.None);
            var (message, echo, histogram) = (new PageBuffer(16), new PageBuffer(16), new LatencyHistogram());
            LatencySweep.Sample(trip, message, echo, 16, 500, TimeSpan.MaxValue, histogram);
            return Allocations.Least(() => LatencySweep.Sample(trip, message, echo, 16, 2000, TimeSpan.MaxValue, histogram));
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Soon();

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    public void A_buffer_begins_at_a_page_whatever_was_allocated_before(int length)
    {
        var buffer = new PageBuffer(length);

        Assert.Equal(0, System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(buffer.Array, buffer.Start) % 4096);
        Assert.Equal(length, buffer.Slice(0, length).Length);
    }

    [Fact]
    public async Task A_server_that_closes_does_not_echo()
    {
        await using var server = TcpServer.Start(async (client, stop) => await client.ReceiveAsync(new byte[100], stop));

        var thrown = await Assert.ThrowsAsync<MeasurementException>(() => LatencySweep.RunAsync(s_quick with { EndPoint = server.EndPoint })).Soon();
        Assert.Equal($"{server.EndPoint} does not echo: it closed the connection after 0 of the 1 byte it was sent. Connect to an echo server.", thrown.Message);
    }

    [Fact]
    public async Task A_server_that_says_nothing_does_not_echo()
    {
        await using var server = TcpServer.Start((_, stop) => Task.Delay(Timeout.Infinite, stop));

        var thrown = await Assert.ThrowsAsync<MeasurementException>(() =>
            LatencySweep.RunAsync(s_quick with { EndPoint = server.EndPoint, Patience = TimeSpan.FromMilliseconds(200) })).Soon();
        Assert.StartsWith($"{server.EndPoint} does not echo: of 1 byte not all came back, and for 200 ms nothing moved.", thrown.Message);
    }

    [Fact]
    public async Task A_server_that_answers_something_else_does_not_echo()
    {
        await using var server = UpperServer.Start();

        // A line of its own has to come back, which a million random bytes hold many of.
        var thrown = await Assert.ThrowsAsync<MeasurementException>(() => LatencySweep.RunAsync(
            s_quick with { EndPoint = server.EndPoint, Sizes = [60_000], Patience = TimeSpan.FromSeconds(1) })).Soon();
        Assert.Contains("does not echo", thrown.Message);
    }

    [Fact]
    public async Task Nobody_there_is_said_in_one_line()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var thrown = await Assert.ThrowsAsync<MeasurementException>(() =>
            LatencySweep.RunAsync(s_quick with { EndPoint = bound.LocalEndPoint, Patience = TimeSpan.FromSeconds(5) })).Soon();
        Assert.StartsWith($"Could not connect to {bound.LocalEndPoint}: ", thrown.Message);
    }

    [Fact]
    public async Task A_token_ends_it_in_the_middle_of_a_wait()
    {
        using var source = new CancellationTokenSource();
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            await client.ReceiveAsync(new byte[1], stop);
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            LatencySweep.RunAsync(s_quick with { EndPoint = server.EndPoint }, cancellationToken: source.Token)).Soon();
    }

    [Fact]
    public async Task The_time_limit_ends_it_and_says_so()
    {
        await using var server = TcpServer.Start((_, stop) => Task.Delay(Timeout.Infinite, stop));

        var thrown = await Assert.ThrowsAsync<TimeoutException>(() =>
            LatencySweep.RunAsync(s_quick with { EndPoint = server.EndPoint, TimeLimit = TimeSpan.FromMilliseconds(300) })).Soon();
        Assert.Contains("took longer than 300 ms (TimeLimit)", thrown.Message);
    }

    [Fact]
    public void Nonsense_is_refused_before_anything_starts()
    {
        Assert.ThrowsAny<ArgumentException>(() => LatencySweep.Run(s_quick with { Sizes = [] }));
        Assert.ThrowsAny<ArgumentException>(() => LatencySweep.Run(s_quick with { Sizes = [16, 0] }));
        Assert.ThrowsAny<ArgumentException>(() => LatencySweep.Run(s_quick with { Sizes = [LatencySweepOptions.LargestSize + 1] }));
        Assert.ThrowsAny<ArgumentException>(() => LatencySweep.Run(s_quick with { Samples = 0 }));
    }

    [Fact]
    public async Task Round_trips_give_a_histogram_with_the_median_and_p99_marked_and_leave_the_log_as_it_was()
    {
        await using var echo = EchoServer.Start();
        var report = await Task.Run(() => Latency.RoundTrips(echo, count: 500)).Soon();

        Assert.Equal(500, report.Count);
        Assert.True(report.P50Us <= report.P99Us && report.P99Us <= report.MaxUs);
        var figure = report.Figure();
        Assert.Equal(500, Assert.IsType<HistogramTrace>(Assert.Single(figure.Traces)).Counts.Sum());
        Assert.Equal(2, figure.Marks.Count);
        Assert.True(echo.Log.IsEnabled);
        Assert.DoesNotContain(echo.Log.Events, one => one.Kind == WireEventKind.Receive);
    }
}
