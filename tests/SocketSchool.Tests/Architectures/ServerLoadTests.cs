using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class ServerLoadTests
{
    private static readonly ServerLoadOptions s_short = new()
    {
        Connections = [1, 5],
        Rounds = 2,
        Time = TimeSpan.FromMilliseconds(100),
        WarmUp = TimeSpan.FromMilliseconds(10),
        Patience = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task Every_server_is_measured_in_every_round_and_has_no_reason_to_complain()
    {
        await using var one = AsyncEcho.Start();
        await using var other = EchoServer.Start();
        List<string> lines = [];
        var report = await ServerLoad.RunAsync(
            [ServerLoadTarget.Of("one", one), ServerLoadTarget.Of("other", other)], s_short with { IdleConnections = 20 }, lines.Add).Soon();

        Assert.Equal([("one", 1), ("other", 1), ("one", 5), ("other", 5)], report.Busy.Select(point => (point.Server, point.Connections)));
        Assert.All(report.Busy, point =>
        {
            Assert.Equal(2, point.Rates.Count);
            Assert.InRange(point.GeneratorBusy, 0, 1);
            Assert.InRange(point.P50Us, point.Histogram.Min / 1e3, point.P99Us);
            // The rate is the count over the time that counted, nothing else.
            Assert.Equal(point.Histogram.Count, point.Rates.Sum() * s_short.Time.TotalSeconds, 3);
        });
        Assert.Equal([("one", 20, 20), ("other", 20, 20)], report.Idle.Select(point => (point.Server, point.Connections, point.Answered)));
        Assert.Equal(6, lines.Count);
        foreach (var server in new Server[] { one, other })
        {
            await Waiting.Until(() => server.Connections.Count == 0, "all have left");
            Assert.Empty(server.Faults);
            // A closed loop that ends well leaves no message half-way.
            Assert.True(server.BytesReceived == server.BytesSent && server.BytesReceived > 0);
        }
    }

    [Fact]
    public async Task The_four_architectures_are_started_and_stopped_when_no_servers_are_given()
    {
        var report = await ServerLoad.RunAsync(s_short with { Connections = [3], Rounds = 1 }).Soon();

        Assert.Equal(["threads", "async", "select", "saea"], report.Busy.Select(point => point.Server));
        Assert.Same(report.Busy[2], report["select", 3]);
        Assert.DoesNotContain(Servers.Running, server => server is EchoArchitecture { Options.Backlog: 4096 });
    }

    [Fact]
    public async Task Processor_time_is_shared_out_among_all_messages_and_unknown_where_nobody_can_be_asked()
    {
        await using var server = AsyncEcho.Start();
        var clock = TimeSpan.FromHours(1);
        var asked = ServerLoadTarget.Of("asked", server) with { ProcessorTime = _ => Task.FromResult(clock += TimeSpan.FromSeconds(2)) };
        var report = await ServerLoad.RunAsync(
            [asked, ServerLoadTarget.Of("mute", server)], s_short with { Connections = [1] }).Soon();

        // Two rounds of 2 s each, and more messages than the histogram has, because the warm-up uses the processor too.
        Assert.InRange(report.Busy[0].ProcessorUs!.Value, 1, 4e6 / report.Busy[0].Histogram.Count);
        Assert.Null(report.Busy[1].ProcessorUs);
    }

    [Fact]
    public async Task More_threads_share_the_connections()
    {
        await using var server = AsyncEcho.Start();
        var report = await ServerLoad.RunAsync(
            [ServerLoadTarget.Of("async", server)], s_short with { Connections = [7], Threads = 3, MessageBytes = 5000 }).Soon();

        Assert.True(report.Busy[0].Histogram.Count > 0);
        Assert.Equal(0, server.BytesReceived % 5000);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_server_that_sends_something_else_back_is_an_error()
    {
        await using var server = UpperServer.Start();
        await FailsAsync(server.EndPoint, "has answered nobody for 200 ms", TimeSpan.FromMilliseconds(200));
        await using var wrong = TcpServer.Start(async (client, stop) =>
        {
            var got = await client.ReceiveExactlyAsync(64, stop);
            got![63]++;
            await client.SendAsync(got, stop);
        });
        await FailsAsync(wrong.EndPoint, "did not send back what it got");
    }

    [Fact]
    public async Task A_server_that_mixes_its_clients_up_is_an_error()
    {
        // Each answer goes to the client before.
        Connection? before = null;
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            while (await client.ReceiveExactlyAsync(64, stop) is { } message)
            {
                await (Interlocked.Exchange(ref before, client) ?? client).SendAsync(message, stop);
            }
        });
        await FailsAsync(server.EndPoint, "did not send back what it got");
    }

    [Fact]
    public async Task A_server_that_closes_is_an_error()
    {
        await using var server = TcpServer.Start((client, stop) => client.ReceiveExactlyAsync(64, stop).AsTask());
        await FailsAsync(server.EndPoint, "The server closed a connection in the middle of the measurement.");
    }

    [Fact]
    public async Task Nobody_at_the_address_is_an_error_that_says_what_to_do()
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await FailsAsync((IPEndPoint)unused.LocalEndPoint!, "refused the connection: nobody listens there. Start an echo server first.");
    }

    [Fact]
    public async Task That_nobody_is_there_comes_out_before_the_others_are_measured()
    {
        await using var server = AsyncEcho.Start();
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var lines = new List<string>();
        await Assert.ThrowsAsync<MeasurementException>(() => ServerLoad.RunAsync(
            [ServerLoadTarget.Of("async", server), new ServerLoadTarget("gone", (IPEndPoint)unused.LocalEndPoint!)],
            s_short with { IdleConnections = 10 }, lines.Add).Soon());
        Assert.Empty(lines);
        Assert.Equal(0, server.BytesReceived);
    }

    [Fact]
    public async Task Cancelling_ends_it_and_leaves_no_connection()
    {
        await using var server = AsyncEcho.Start();
        using var source = new CancellationTokenSource();
        var running = ServerLoad.RunAsync(
            [ServerLoadTarget.Of("async", server)], s_short with { Time = TimeSpan.FromMinutes(10) }, cancellationToken: source.Token);
        await Waiting.Until(() => server.BytesSent > 1000, "it runs");
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
        await Waiting.Until(() => server.Connections.Count == 0, "all have left");
    }

    [Fact]
    public async Task Idle_connections_that_are_not_answered_are_not_counted()
    {
        var messages = 0;
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            var buffer = new byte[100];
            int got;
            while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
            {
                // The first two ask whether it echoes at all and whether all are accepted. Of the eleven after them three hear nothing.
                if (Interlocked.Increment(ref messages) is 5 or 7 or 9) return;
                await client.SendAsync(buffer.AsMemory(0, got), stop);
            }
        });
        var target = ServerLoadTarget.Of("moody", server);
        var point = await ServerLoad.IdleAsync(target, 11, TimeSpan.FromSeconds(20)).Soon();

        Assert.Equal((11, 8), (point.Connections, point.Answered));
        Assert.StartsWith("moody, 11 idle connections: 8 answered in ", point.ToString(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task More_idle_connections_than_this_process_may_open_are_refused_before_the_work_begins()
    {
        await using var server = AsyncEcho.Start();
        var e = await Assert.ThrowsAsync<MeasurementException>(
            () => ServerLoad.IdleAsync(ServerLoadTarget.Of("async", server), 1_000_000_000, TimeSpan.FromSeconds(1)));
        Assert.StartsWith("1,000,000,000 connections need 2,000,000,000 open files in this process", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.TotalConnections);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_named()
    {
        (string Name, ServerLoadOptions Options)[] bad =
        [
            ("Connections", new() { Connections = [1, 0] }), ("MessageBytes", new() { MessageBytes = 0 }),
            ("MessageBytes", new() { MessageBytes = 65537 }), ("Rounds", new() { Rounds = 0 }), ("Time", new() { Time = TimeSpan.Zero }),
            ("IdleConnections", new() { IdleConnections = -1 }), ("Threads", new() { Threads = -1 }),
        ];
        foreach (var (name, options) in bad)
        {
            Assert.Equal(name, (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ServerLoad.RunAsync(options))).ParamName);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => ServerLoad.RunAsync([]));
        var twice = new ServerLoadTarget("a", new IPEndPoint(IPAddress.Loopback, 1));
        await Assert.ThrowsAsync<ArgumentException>(() => ServerLoad.RunAsync([twice, twice]));
    }

    private static async Task FailsAsync(IPEndPoint endPoint, string words, TimeSpan? patience = null)
    {
        var e = await Assert.ThrowsAsync<MeasurementException>(() => ServerLoad.RunAsync(
            [new ServerLoadTarget("it", endPoint)],
            s_short with { Connections = [2], Time = TimeSpan.FromSeconds(10), Patience = patience ?? TimeSpan.FromSeconds(15) }).Soon());
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Single(e.Message.Split('\n'));
    }
}
