using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

/// <summary>
/// Ports that are given back and taken again. Alone, because a socket of another test could get a port in between.
/// </summary>
[Collection(Alone.Name)]
public sealed class ServerPortTests
{
    [Fact]
    public async Task The_same_cell_run_twice_replaces_the_first_server()
    {
        var first = EchoServer.Start();
        using var old = await Connection.ConnectAsync(first).Soon();
        await using var second = EchoServer.Start(first.Port);

        Assert.Equal(first.Port, second.Port);
        Assert.NotEqual(ServerState.Running, first.State);
        using var client = await Connection.ConnectAsync("127.0.0.1", second.Port).Soon();
        Assert.Same(second.Log, client.Log);
        await client.SendLineAsync("new").Soon();
        Assert.Equal("new", await client.ReadLineAsync().Soon());
        await first.Completion.Soon();
        Assert.Empty(first.Faults);
    }

    [Fact]
    public async Task A_client_finds_the_log_of_the_server_that_has_the_port_and_not_of_those_that_are_still_stopping()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = Start(0);
        var stopping = new List<TcpServer>();
        for (var i = 0; i < 5; i++)
        {
            using var client = await Connection.ConnectAsync("127.0.0.1", server.Port).Soon();
            Assert.Same(server.Log, client.Log);
            await Waiting.Until(() => server.Connections.Count == 1, "accepted");
            stopping.Add(server);
            server = Start(server.Port);
            Assert.All(stopping, old => Assert.Equal(ServerState.Stopping, old.State));
        }

        release.SetResult();
        await Task.WhenAll(stopping.Select(old => old.Completion).Append(server.StopAsync())).Soon();

        // They wait for the handler, however long this machine takes to come this far.
        TcpServer Start(int port) =>
            TcpServer.Start((_, _) => release.Task, port, options: new ServerOptions { StopTimeout = Timeout.InfiniteTimeSpan });
    }

    [Fact]
    public async Task A_port_can_be_taken_again_at_once_although_connections_of_it_are_in_TIME_WAIT()
    {
        var server = TcpServer.Start((client, stop) => client.SendLineAsync("bye", stop).AsTask());
        for (var i = 0; i < 5; i++)
        {
            // The server closes first, so the TIME_WAIT (RFC 9293 section 3.6) is on its port.
            using var client = await Connection.ConnectAsync(server).Soon();
            Assert.Equal("bye"u8.ToArray(), (await client.ReceiveToEndAsync().Soon())[..3]);
        }

        for (var i = 0; i < 5; i++)
        {
            await server.StopAsync().Soon();
            server = EchoServer.Start(server.Port);
        }

        await server.DisposeAsync();
    }

    [Fact]
    public async Task Cells_that_start_on_one_port_at_the_same_time_leave_one_server_running()
    {
        var port = EchoServer.Start().Port;
        for (var round = 0; round < 30; round++)
        {
            var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => EchoServer.Start(port)))).Soon();

            var running = Assert.Single(servers, server => server.State == ServerState.Running);
            await running.StopAsync().Soon();
            await Task.WhenAll(servers.Select(server => server.Completion)).Soon();
            Assert.All(servers, server => Assert.Empty(server.Faults));
        }
    }

    [Fact]
    public async Task A_start_during_a_stop_gets_the_port()
    {
        for (var round = 0; round < 30; round++)
        {
            var first = EchoServer.Start();
            var stopping = Task.Run(first.StopAsync);
            await using var second = EchoServer.Start(first.Port);
            await stopping.Soon();
            Assert.Equal(ServerState.Running, second.State);
        }
    }

    [Fact]
    public async Task The_port_is_free_when_any_of_the_stops_returns()
    {
        for (var round = 0; round < 30; round++)
        {
            var server = EchoServer.Start();
            var bound = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                server.RequestStop();
                using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                probe.Bind(server.EndPoint);
                return true;
            }))).Soon();
            Assert.Equal(4, bound.Length);
            await server.Completion.Soon();
        }
    }

    [Fact]
    public async Task A_stopped_server_refuses()
    {
        var server = EchoServer.Start();
        await server.StopAsync().Soon();

        var e = await Assert.ThrowsAnyAsync<SocketException>(() => Connection.ConnectAsync(server).Soon());
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
    }

    [Fact]
    public async Task A_UDP_stop_ends_the_wait_for_a_datagram_and_frees_the_port()
    {
        var server = UdpServer.Start(Ignore);
        for (var i = 0; i < 10; i++)
        {
            await server.StopAsync().Soon();
            Assert.Empty(server.Faults);
            Assert.Equal(ServerState.Stopped, server.State);
            server = UdpServer.Start(Ignore, server.Port);
        }

        await using var replaced = UdpServer.Start(Ignore, server.Port);
        await server.Completion.Soon();
    }

    [Fact]
    public void A_port_that_somebody_else_holds_is_an_error_that_says_what_to_do()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var taken = (IPEndPoint)other.LocalEndPoint!;

        var e = Assert.Throws<PortUnavailableException>(() => EchoServer.Start(taken.Port));
        Assert.Equal(taken, e.EndPoint);
        Assert.Equal(
            $"TCP port {taken.Port} on 127.0.0.1 is already in use: by another program, or by a socket that an earlier cell has left open. " +
            "Close it, choose another port, or use port 0 to get a free one.",
            e.Message);
        Assert.DoesNotContain(Servers.Running, server => server.Port == taken.Port);
    }

    [Fact]
    public void An_address_of_another_machine_is_an_error_that_says_what_to_do()
    {
        // TEST-NET-1 (RFC 5737): nobody has it.
        var e = Assert.Throws<PortUnavailableException>(
            () => EchoServer.Start(options: new ServerOptions { Address = IPAddress.Parse("192.0.2.1") }));
        Assert.Equal("192.0.2.1 is not an address of this machine. Use 127.0.0.1 for this machine only.", e.Message);
    }

    [Theory]
    [InlineData(SocketError.AccessDenied, "TCP port 80 on 127.0.0.1 may not be taken by this user (ports below 1024 are often reserved")]
    [InlineData(SocketError.AddressFamilyNotSupported, "This machine cannot use 127.0.0.1: IPv6 is switched off.")]
    [InlineData(SocketError.NoBufferSpaceAvailable, "Could not bind TCP 127.0.0.1:80: ")]
    public void What_this_machine_cannot_be_made_to_refuse_has_its_words_too(SocketError error, string beginning)
    {
        // A test may run as root, which may take every port.
        var e = new PortUnavailableException("TCP", new IPEndPoint(IPAddress.Loopback, 80), new SocketException((int)error));
        Assert.StartsWith(beginning, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_that_is_none_is_refused(int port)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EchoServer.Start(port));
        Assert.Throws<ArgumentOutOfRangeException>(() => UdpServer.Start((_, _) => Task.CompletedTask, port));
    }

    [Fact]
    public async Task TCP_and_UDP_ports_are_different_things()
    {
        await using var tcp = EchoServer.Start();
        await using var udp = UdpServer.Start((_, _) => Task.CompletedTask, tcp.Port);

        Assert.Equal(tcp.Port, udp.Port);
        Assert.Equal(ServerState.Running, tcp.State);
    }

    private static Task Ignore(Datagram datagram, CancellationToken stop) => Task.CompletedTask;
}
