using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class ConnectionConnectTests
{
    [Fact]
    public async Task Connecting_to_a_server_of_this_process_finds_its_log_by_itself()
    {
        await using var server = EchoServer.Start();
        using var client = await Connection.ConnectAsync("127.0.0.1", server.Port).Soon();

        Assert.Same(server.Log, client.Log);
        Assert.Equal(server.EndPoint, client.RemoteEndPoint);
        Assert.Null(client.Server);
    }

    [Fact]
    public async Task Connecting_to_somebody_elses_server_records_nothing_unless_asked()
    {
        using var silent = await Pair.Connect();
        Assert.Null(silent.Connection.Log);

        var log = new WireLog();
        using var logged = await Pair.Connect(log: log);
        Assert.Equal(logged.Connection.LocalEndPoint, Assert.Single(log.Events).Client);
    }

    [Fact]
    public async Task A_name_with_several_addresses_falls_over_to_the_one_that_answers()
    {
        await using var server = EchoServer.Start();
        using var client = await Connection.ConnectToFirstAsync(
            [IPAddress.IPv6Loopback, IPAddress.Loopback], server.Port, new ConnectionOptions(), null, default).Soon();
        Assert.Equal(IPAddress.Loopback, client.RemoteEndPoint.Address);

        using var byName = await Connection.ConnectAsync("localhost", server.Port).Soon();
        Assert.Equal(server.Port, byName.RemoteEndPoint.Port);
    }

    [Fact]
    public async Task When_no_address_answers_the_last_one_says_why()
    {
        // Bound and not listening: nobody else can get the port meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        var e = await Assert.ThrowsAnyAsync<SocketException>(() => Connection.ConnectAsync("localhost", port).Soon());
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.Matches($@"^(127\.0\.0\.1|\[::1\]):{port} refused the connection: nobody listens there\.", e.Message);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_named()
    {
        // RFC 6761 section 6.4 keeps .invalid free of names; a machine without any name server says "try again".
        var e = await Assert.ThrowsAnyAsync<SocketException>(() => Connection.ConnectAsync("no-such-host.invalid", 7).Soon());
        Assert.Contains(e.SocketErrorCode, new[] { SocketError.HostNotFound, SocketError.TryAgain, SocketError.NoData });
        Assert.StartsWith("The name no-such-host.invalid does not resolve to an address: ", e.Message, StringComparison.Ordinal);
    }

    [NotOnWindowsFact("Windows refuses when the backlog is full; it does not leave the client waiting.")]
    public async Task A_connect_that_nobody_answers_gives_up_at_its_limit_or_when_cancelled()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var endPoint = (IPEndPoint)listener.LocalEndPoint!;
        var waiting = new List<Socket>();
        try
        {
            // Nobody accepts, so soon one connect is left without an answer.
            for (var full = false; !full; full = await Task.WhenAny(Fill(), Task.Delay(200)) is not Task<bool>)
            {
                Assert.True(waiting.Count < 200, "The backlog of 1 never filled up.");
            }

            var time = new ManualTime();
            var options = new ConnectionOptions { ConnectTimeout = TimeSpan.FromSeconds(7), TimeProvider = time };
            var connecting = Connection.ConnectAsync(endPoint, options);
            time.Advance(TimeSpan.FromSeconds(7));
            var e = await Assert.ThrowsAsync<ConnectionTimeoutException>(() => connecting.Soon());
            Assert.Equal("ConnectTimeout", e.Limit);
            Assert.Equal($"{endPoint} did not answer within 7 s.", e.Message);

            using var source = new CancellationTokenSource();
            var cancelled = Connection.ConnectAsync(endPoint, cancellationToken: source.Token);
            await source.CancelAsync();
            var gaveUp = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Soon());
            Assert.Equal(source.Token, gaveUp.CancellationToken);
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }

        async Task<bool> Fill()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            waiting.Add(socket);
            try
            {
                await socket.ConnectAsync(endPoint);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The one that was left waiting, when the test ends.
            }

            return true;
        }
    }

    [Fact]
    public async Task A_server_that_resets_at_once_is_reported_as_that_and_never_as_something_else()
    {
        await using var server = TcpServer.Start((client, _) =>
        {
            client.Abort();
            return Task.CompletedTask;
        });
        for (var i = 0; i < 200; i++)
        {
            await Assert.ThrowsAsync<PeerResetException>(async () =>
            {
                using var client = await Connection.ConnectAsync(server);
                await client.ReceiveAsync(new byte[1]);
            }).Soon();
        }

        Assert.Equal(0, server.FaultCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public async Task A_port_that_is_none_is_refused(int port) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Connection.ConnectAsync("127.0.0.1", port));

    [Fact]
    public async Task A_wrapped_raw_client_is_seen_in_the_servers_log()
    {
        await using var server = EchoServer.Start();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.EndPoint).Soon();
        using var client = Connection.Over(socket);
        await client.SendTextAsync("hi").Soon();
        client.ShutdownSend();

        Assert.Equal("hi"u8.ToArray(), await client.ReceiveToEndAsync().Soon());
        Assert.Same(server.Log, client.Log);
        Assert.Contains(server.Log.Events, e => e is { Side: WireSide.Client, Kind: WireEventKind.Send, Count: 2 });
    }

    [Fact]
    public async Task Two_wrapped_raw_sockets_share_a_log_that_shows_both_ends()
    {
        var log = new WireLog();
        using var pair = await Pair.Connect(log: log);
        using var accepted = Connection.Over(pair.Peer, log, WireSide.Server);
        await pair.Connection.SendLineAsync("over").Soon();
        Assert.Equal("over", await accepted.ReadLineAsync().Soon());

        Assert.Equal(
            [(WireSide.Client, WireEventKind.Connect), (WireSide.Client, WireEventKind.Send), (WireSide.Server, WireEventKind.Receive)],
            log.Events.Select(e => (e.Side, e.Kind)));
        Assert.Single(log.Events.Select(e => e.Client).Distinct());
    }

    [Fact]
    public void Only_a_connected_TCP_socket_can_be_wrapped()
    {
        using var fresh = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var datagram = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        datagram.Connect(new IPEndPoint(IPAddress.Loopback, 9));

        var e = Assert.Throws<ArgumentException>(() => Connection.Over(fresh));
        Assert.Contains("not a connected TCP socket", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Connection.Over(datagram));
    }
}
