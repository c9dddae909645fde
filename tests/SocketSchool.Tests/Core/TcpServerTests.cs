using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class TcpServerTests
{
    [Fact]
    public async Task A_server_listens_on_loopback_and_a_free_port_unless_told_otherwise()
    {
        await using var server = EchoServer.Start();

        Assert.Equal(IPAddress.Loopback, server.EndPoint.Address);
        Assert.NotEqual(0, server.Port);
        Assert.Equal(ServerState.Running, server.State);
        Assert.Equal($"echo server on tcp {server.EndPoint}, running", server.ToString());
        Assert.Contains(server, Servers.Running);
    }

    [Fact]
    public async Task Five_hundred_clients_are_served_at_once()
    {
        const int Clients = 500;
        var inside = 0;
        var allInside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            var line = await client.ReadLineAsync(stop);
            if (Interlocked.Increment(ref inside) == Clients) allInside.SetResult();
            await allInside.Task.WaitAsync(stop);
            await client.SendLineAsync($"{line}!", stop);
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async i =>
        {
            using var client = await Connection.ConnectAsync(server);
            await client.SendLineAsync($"{i}");
            return await client.ReadLineAsync();
        })).Soon();

        Assert.Equal(Enumerable.Range(0, Clients).Select(i => $"{i}!"), answers);
        Assert.Equal(Clients, server.TotalConnections);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task The_table_shows_who_is_connected_and_the_totals_outlive_them()
    {
        await using var server = EchoServer.Start();
        using var staying = await Connection.ConnectAsync(server).Soon();
        await Exchange(staying, 10);
        using (var leaving = await Connection.ConnectAsync(server).Soon())
        {
            await Exchange(leaving, 100);
            Assert.Equal(2, server.Connections.Count);
        }

        await Waiting.Until(() => server.Connections.Count == 1, "the one that left is gone from the table");
        // The other end may have its bytes before this one's send returns and is counted.
        await Waiting.Until(() => server.BytesSent == 110, "what was sent is counted");
        var info = server.Connections[0];
        Assert.Equal((staying.LocalEndPoint, 10L, 10L, false), (info.Client, info.BytesReceived, info.BytesSent, info.PeerHasFinished));
        Assert.Equal((2L, 110L, 110L), (server.TotalConnections, server.BytesReceived, server.BytesSent));

        await server.StopAsync().Soon();
        Assert.Empty(server.Connections);
        Assert.Equal((2L, 110L, 110L), (server.TotalConnections, server.BytesReceived, server.BytesSent));
    }

    [Fact]
    public async Task An_answer_arrives_in_full_although_the_client_has_sent_what_nobody_read()
    {
        var answer = new byte[2_000_000];
        Random.Shared.NextBytes(answer);
        await using var server = TcpServer.Start((client, stop) => client.SendAsync(answer, stop).AsTask());
        using var client = await Connection.ConnectAsync(server).Soon();
        await client.SendAsync(new byte[100_000]).Soon();

        var got = await client.ReceiveToEndAsync().Soon();
        Assert.True(answer.AsSpan().SequenceEqual(got));
        client.Dispose();
        await Waiting.Until(() => server.Connections.Count == 0, "the server has closed its end");
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_client_that_never_closes_is_left_alone_after_the_linger_time()
    {
        var time = new ManualTime();
        await using var server = TcpServer.Start(
            (client, stop) => client.SendLineAsync("bye", stop).AsTask(),
            options: new ServerOptions { LingerTimeout = TimeSpan.FromSeconds(11), TimeProvider = time });
        using var client = await Connection.ConnectAsync(server).Soon();
        Assert.Equal("bye", await client.ReadLineAsync().Soon());
        Assert.Null(await client.ReadLineAsync().Soon());
        await time.TimerOf(TimeSpan.FromSeconds(11));
        Assert.Single(server.Connections);
        time.Advance(TimeSpan.FromSeconds(11));

        await Waiting.Until(() => server.Connections.Count == 0, "the server has given up the client");
        Assert.Contains(server.Log.Events, e => e.Kind == WireEventKind.Limit && e.Text.Contains("LingerTimeout", StringComparison.Ordinal));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_handler_may_close_the_connection_itself_in_any_way()
    {
        Action<Connection>[] ways =
        [
            client => client.Dispose(), client => client.Abort(), client => client.ShutdownSend(), client => client.Socket.Close(),
            client => client.Socket.Shutdown(SocketShutdown.Both), client => client.Socket.Dispose(),
        ];
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            var way = await client.ReceiveExactlyAsync(1, stop);
            ways[way![0]](client);
        });
        for (var way = 0; way < ways.Length; way++)
        {
            using var client = await Connection.ConnectAsync(server).Soon();
            await client.SendAsync(new[] { (byte)way }).Soon();
            try
            {
                Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
            }
            catch (PeerResetException)
            {
                Assert.Equal(1, way);
            }
        }

        await Waiting.Until(() => server.Connections.Count == 0, "all closed");
        Assert.Empty(server.Faults);
    }

    [Fact]
    public Task A_server_can_listen_on_every_address() => ListensAsync("0.0.0.0", "127.0.0.1");

    [IPv6Theory]
    [InlineData("::1", "::1")]
    [InlineData("::", "::1")]
    [InlineData("::", "127.0.0.1")]
    public Task A_server_can_listen_on_IPv6_and_calls_IPv4_clients_by_their_IPv4_names(string address, string connectTo) =>
        ListensAsync(address, connectTo);

    [IPv6Fact]
    public async Task A_server_on_one_address_is_not_taken_for_one_on_another()
    {
        await using var four = EchoServer.Start(options: new ServerOptions { Address = IPAddress.Any });
        await using var six = EchoServer.Start(four.Port, new ServerOptions { Address = IPAddress.IPv6Loopback });
        Assert.Equal(ServerState.Running, four.State);

        using var client = await Connection.ConnectAsync("::1", six.Port).Soon();
        Assert.Same(six.Log, client.Log);

        // Another machine's service on the same port is not this process's server on "any address".
        Assert.Null(Servers.FindTcp(IPAddress.Parse("192.0.2.1"), new IPEndPoint(IPAddress.Parse("192.0.2.2"), four.Port)));
        Assert.Same(four, Servers.FindTcp(IPAddress.Parse("192.0.2.1"), new IPEndPoint(IPAddress.Parse("192.0.2.1"), four.Port)));
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_that_makes_no_sense_is_named_at_the_start(string name, ServerOptions options)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => EchoServer.Start(options: options));
        Assert.Equal(name, e.ParamName);
    }

    public static TheoryData<string, ServerOptions> BadOptions => new()
    {
        { "Backlog", new ServerOptions { Backlog = 0 } },
        { "MaxConnections", new ServerOptions { MaxConnections = 0 } },
        { "MaxLineBytes", new ServerOptions { MaxLineBytes = 0 } },
        { "MaxDatagramBytes", new ServerOptions { MaxDatagramBytes = 0 } },
        { "LogCapacity", new ServerOptions { LogCapacity = -1 } },
        { "IdleTimeout", new ServerOptions { IdleTimeout = TimeSpan.Zero } },
        { "SendTimeout", new ServerOptions { SendTimeout = TimeSpan.MaxValue } },
        { "LingerTimeout", new ServerOptions { LingerTimeout = TimeSpan.FromSeconds(-1) } },
        { "StopTimeout", new ServerOptions { StopTimeout = TimeSpan.Zero } },
    };

    private static async Task Exchange(Connection client, int count)
    {
        await client.SendAsync(new byte[count]).Soon();
        Assert.NotNull(await client.ReceiveExactlyAsync(count).Soon());
    }

    private static async Task ListensAsync(string address, string connectTo)
    {
        await using var server = EchoServer.Start(options: new ServerOptions { Address = IPAddress.Parse(address) });
        using var client = await Connection.ConnectAsync(connectTo, server.Port).Soon();
        await client.SendLineAsync("x").Soon();
        Assert.Equal("x", await client.ReadLineAsync().Soon());

        Assert.Equal(IPAddress.Parse(connectTo), client.RemoteEndPoint.Address);
        Assert.Equal(client.LocalEndPoint, Assert.Single(server.Connections).Client);
        Assert.Same(server.Log, client.Log);
        using var reachable = await Connection.ConnectAsync(server).Soon();
        Assert.True(IPAddress.IsLoopback(server.ReachableEndPoint.Address));
    }
}
