using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class TcpServerFaultTests
{
    [Fact]
    public async Task A_handler_that_throws_is_a_fault_and_the_server_lives_on()
    {
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            var line = await client.ReadLineAsync(stop);
            if (line == "bad") throw new InvalidDataException("first line\nsecond line");
            await client.SendLineAsync("fine", stop);
        });

        using var bad = await Connection.ConnectAsync(server).Soon();
        await bad.SendLineAsync("bad").Soon();
        Assert.Null(await bad.ReadLineAsync().Soon());
        using var good = await Connection.ConnectAsync(server).Soon();
        await good.SendLineAsync("good").Soon();
        Assert.Equal("fine", await good.ReadLineAsync().Soon());

        var fault = Assert.Single(server.Faults);
        Assert.Equal(bad.LocalEndPoint, fault.Client);
        Assert.Equal("InvalidDataException: first line second line", fault.Message);
        Assert.IsType<InvalidDataException>(fault.Exception);
        Assert.Null(fault.Limit);
        Assert.Contains(server.Log.Events, e => e.Kind == WireEventKind.Fault && e.Client!.Equals(bad.LocalEndPoint));
    }

    [Fact]
    public async Task A_handler_that_throws_before_its_first_await_or_returns_no_task_is_a_fault_too()
    {
        await using var throws = TcpServer.Start((_, _) => throw new NotSupportedException("at once"));
        await using var nothing = TcpServer.Start((_, _) => null!);
        foreach (var server in new[] { throws, nothing })
        {
            using var client = await Connection.ConnectAsync(server).Soon();
            Assert.Null(await client.ReadLineAsync().Soon());
            await Waiting.Until(() => server.FaultCount == 1, "the fault is there");
        }

        Assert.Equal("NotSupportedException: at once", throws.Faults[0].Message);
    }

    [Fact]
    public async Task A_handler_that_returns_early_ends_the_stream_and_is_no_fault()
    {
        await using var server = TcpServer.Start((_, _) => Task.CompletedTask);
        using var client = await Connection.ConnectAsync(server).Soon();

        Assert.Null(await client.ReadLineAsync().Soon());
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_does_not_keep_others_from_being_served()
    {
        using var release = new ManualResetEventSlim();
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            if (await client.ReadLineAsync(stop) == "block") release.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            await client.SendLineAsync("done", stop);
        });
        using var blocked = await Connection.ConnectAsync(server).Soon();
        await blocked.SendLineAsync("block").Soon();
        using var other = await Connection.ConnectAsync(server).Soon();
        await other.SendLineAsync("hi").Soon();
        Assert.Equal("done", await other.ReadLineAsync().Soon());

        release.Set();
        Assert.Equal("done", await blocked.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task A_handler_may_serve_with_blocking_calls_on_the_raw_socket()
    {
        await using var server = TcpServer.Start((client, _) =>
        {
            var buffer = new byte[100];
            for (int got; (got = client.Socket.Receive(buffer)) > 0;) client.Socket.Send(buffer.AsSpan(0, got));
            return Task.CompletedTask;
        });
        using var client = await Connection.ConnectAsync(server).Soon();
        await client.SendTextAsync("blocking").Soon();
        client.ShutdownSend();

        Assert.Equal("blocking"u8.ToArray(), await client.ReceiveToEndAsync().Soon());
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_client_that_resets_is_a_fault_that_names_it()
    {
        await using var server = EchoServer.Start();
        var client = await Connection.ConnectAsync(server).Soon();
        await client.SendLineAsync("hello").Soon();
        await client.ReadLineAsync().Soon();
        client.Abort();
        await Waiting.Until(() => server.FaultCount == 1, "the fault is there");

        var fault = Assert.Single(server.Faults);
        Assert.Equal(client.LocalEndPoint, fault.Client);
        Assert.StartsWith($"{client.LocalEndPoint} reset the connection ", fault.Message, StringComparison.Ordinal);
        Assert.IsType<PeerResetException>(fault.Exception);
        await Waiting.Until(() => server.Connections.Count == 0, "its connection is gone");
    }

    [Fact]
    public async Task One_client_too_many_is_turned_away_with_the_limits_name_and_may_come_again()
    {
        await using var server = EchoServer.Start(options: new ServerOptions { MaxConnections = 2 });
        var first = await Connection.ConnectAsync(server).Soon();
        using var second = await Connection.ConnectAsync(server).Soon();
        await Waiting.Until(() => server.Connections.Count == 2, "both are in");
        using (var third = await Connection.ConnectAsync(server).Soon())
        {
            Assert.Null(await third.ReadLineAsync().Soon());
            var fault = Assert.Single(server.Faults);
            Assert.Equal(("MaxConnections", third.LocalEndPoint), (fault.Limit, fault.Client));
            Assert.Contains(server.Log.Events, e => e.Kind == WireEventKind.Limit);
        }

        first.Dispose();
        await Waiting.Until(() => server.Connections.Count == 1, "the first has left");
        using var again = await Connection.ConnectAsync(server).Soon();
        await again.SendLineAsync("in").Soon();
        Assert.Equal("in", await again.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task A_client_that_says_nothing_hits_the_idle_limit_by_its_name()
    {
        var time = new ManualTime();
        await using var server = EchoServer.Start(options: new ServerOptions { TimeProvider = time });
        using var client = await Connection.ConnectAsync(server).Soon();
        await time.TimerOf(TimeSpan.FromMinutes(5));
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await client.ReadLineAsync().Soon());
        var fault = Assert.Single(server.Faults);
        Assert.Equal(("IdleTimeout", client.LocalEndPoint), (fault.Limit, fault.Client));
        Assert.Equal($"{client.LocalEndPoint} sent nothing for 5 min.", fault.Message);
        Assert.Equal(TimeSpan.FromMinutes(5).TotalMicroseconds, fault.Microseconds);
    }

    [Fact]
    public async Task A_line_that_is_too_long_hits_the_line_limit_by_its_name()
    {
        await using var server = TcpServer.Start(
            async (client, stop) => await client.ReadLineAsync(stop), options: new ServerOptions { MaxLineBytes = 10 });
        using var client = await Connection.ConnectAsync(server).Soon();
        await client.SendTextAsync("no end in sight").Soon();

        Assert.Null(await client.ReadLineAsync().Soon());
        Assert.Equal("MaxLineBytes", Assert.Single(server.Faults).Limit);
    }

    [Fact]
    public async Task A_client_that_does_not_read_hits_the_send_limit_and_is_not_told_that_half_an_answer_is_all()
    {
        var time = new ManualTime();
        await using var server = TcpServer.Start(
            (client, stop) => client.SendAsync(new byte[50_000_000], stop).AsTask(),
            options: new ServerOptions { SendTimeout = TimeSpan.FromSeconds(17), TimeProvider = time });
        using var client = await Connection.ConnectAsync(server).Soon();
        await Waiting.Until(() => server.FaultCount == 1 || Advanced(), "the limit is hit");

        var fault = Assert.Single(server.Faults);
        Assert.Equal(("SendTimeout", client.LocalEndPoint), (fault.Limit, fault.Client));
        await Assert.ThrowsAsync<PeerResetException>(() => client.ReceiveToEndAsync(int.MaxValue).Soon());

        bool Advanced()
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return false;
        }
    }

    [Fact]
    public async Task A_limit_of_the_handlers_own_client_is_not_blamed_on_the_servers_options()
    {
        var time = new ManualTime();
        await using var server = TcpServer.Start(async (_, stop) =>
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
            listener.Listen();
            using var upstream = await Connection.ConnectAsync(
                (System.Net.IPEndPoint)listener.LocalEndPoint!,
                new ConnectionOptions { ReceiveTimeout = TimeSpan.FromSeconds(9), TimeProvider = time }, cancellationToken: stop);
            await upstream.ReadLineAsync(stop);
        });
        using var client = await Connection.ConnectAsync(server).Soon();
        await time.TimerOf(TimeSpan.FromSeconds(9));
        time.Advance(TimeSpan.FromSeconds(9));

        Assert.Null(await client.ReadLineAsync().Soon());
        await server.StopAsync().Soon();
        Assert.Equal("ReceiveTimeout", Assert.Single(server.Faults).Limit);
    }

    [Fact]
    public async Task Faults_are_kept_up_to_a_hundred_and_counted_beyond()
    {
        await using var server = TcpServer.Start((_, _) => throw new InvalidOperationException("again"));
        for (var i = 0; i < 130; i++)
        {
            using var client = await Connection.ConnectAsync(server).Soon();
            Assert.Null(await client.ReadLineAsync().Soon());
        }

        Assert.Equal(130, server.FaultCount);
        Assert.Equal(100, server.Faults.Count);
        Assert.Equal(server.Faults.OrderBy(fault => fault.Microseconds), server.Faults);
    }
}
