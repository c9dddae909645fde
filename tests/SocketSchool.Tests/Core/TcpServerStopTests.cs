using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class TcpServerStopTests
{
    [Fact]
    public async Task Stopping_many_times_at_once_is_one_stop()
    {
        var server = EchoServer.Start();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(server.StopAsync))).Soon();
        await server.StopAsync().Soon();
        await server.DisposeAsync();

        Assert.Equal(ServerState.Stopped, server.State);
        Assert.True(server.Completion.IsCompletedSuccessfully);
        Assert.Single(server.Log.Events, e => e.Kind == WireEventKind.Stop);
        Assert.Empty(server.Faults);
        Assert.DoesNotContain(server, Servers.Running);
    }

    [Fact]
    public async Task A_stop_cancels_the_handlers_token_and_a_handler_that_obeys_is_no_fault()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = TcpServer.Start(async (_, stop) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            finally
            {
                cancelled.SetResult();
            }
        });
        using var client = await Connection.ConnectAsync(server).Soon();
        await Waiting.Until(() => server.Connections.Count == 1, "accepted");
        await server.StopAsync().Soon();

        await cancelled.Task.Soon();
        Assert.Null(await client.ReadLineAsync().Soon());
        Assert.Empty(server.Faults);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task A_mistake_that_a_handler_makes_on_its_way_out_is_still_a_fault()
    {
        var server = TcpServer.Start(async (client, stop) =>
        {
            try
            {
                await client.ReadLineAsync(stop);
            }
            finally
            {
                int.Parse("no number", System.Globalization.CultureInfo.InvariantCulture);
            }
        });
        using var client = await Connection.ConnectAsync(server).Soon();
        await Waiting.Until(() => server.Connections.Count == 1, "accepted");
        await server.StopAsync().Soon();

        Assert.IsType<FormatException>(Assert.Single(server.Faults).Exception);
    }

    [Fact]
    public async Task A_handler_can_end_its_own_server()
    {
        var server = TcpServer.Start(async (client, stop) =>
        {
            await client.SendLineAsync("last one", stop);
            client.Server!.RequestStop();
        });
        using var client = await Connection.ConnectAsync(server).Soon();

        Assert.Equal("last one", await client.ReadLineAsync().Soon());
        await server.Completion.Soon();
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_handler_that_waits_for_its_own_servers_stop_waits_until_the_time_is_over_and_not_forever()
    {
        var time = new ManualTime();
        var server = TcpServer.Start(
            async (client, _) => await client.Server!.StopAsync(),
            options: new ServerOptions { StopTimeout = TimeSpan.FromSeconds(3), TimeProvider = time });
        using var client = await Connection.ConnectAsync(server).Soon();
        for (var i = 0; i < 2; i++)
        {
            await time.TimerOf(TimeSpan.FromSeconds(3));
            time.Advance(TimeSpan.FromSeconds(3));
        }

        await server.Completion.Soon();
        Assert.Equal("StopTimeout", Assert.Single(server.Faults).Limit);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task A_handler_that_never_returns_is_named_and_the_stop_ends_without_it()
    {
        var time = new ManualTime();
        var server = TcpServer.Start(
            (_, _) => new TaskCompletionSource().Task,
            options: new ServerOptions { StopTimeout = TimeSpan.FromSeconds(3), TimeProvider = time });
        using var client = await Connection.ConnectAsync(server).Soon();
        await Waiting.Until(() => server.Connections.Count == 1, "accepted");
        var stopping = server.StopAsync();
        Assert.Equal(ServerState.Stopping, server.State);
        for (var i = 0; i < 2; i++)
        {
            await time.TimerOf(TimeSpan.FromSeconds(3));
            time.Advance(TimeSpan.FromSeconds(3));
        }

        await stopping.Soon();
        var fault = Assert.Single(server.Faults);
        Assert.Equal(("StopTimeout", client.LocalEndPoint), (fault.Limit, fault.Client));
        Assert.Null(await client.ReadLineAsync().Soon());
        Assert.Empty(server.Connections);
        Assert.Equal(ServerState.Stopped, server.State);
    }

    [Fact]
    public async Task A_handler_blocked_in_a_raw_receive_is_let_go_by_a_stop()
    {
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = TcpServer.Start(
            (client, _) =>
            {
                blocked.SetResult();
                client.Socket.Receive(new byte[1]);
                return Task.CompletedTask;
            },
            options: new ServerOptions { StopTimeout = TimeSpan.FromMilliseconds(100) });
        using var client = await Connection.ConnectAsync(server).Soon();
        await blocked.Task.Soon();
        await server.StopAsync().Soon();

        Assert.Equal("StopTimeout", Assert.Single(server.Faults).Limit);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task What_a_handler_registers_on_its_token_cannot_break_the_stop()
    {
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = TcpServer.Start(async (client, stop) =>
        {
            using var registration = stop.Register(() => throw new InvalidOperationException("from a callback"));
            registered.SetResult();
            await client.ReadLineAsync(stop);
        });
        using var client = await Connection.ConnectAsync(server).Soon();
        await registered.Task.Soon();
        await server.StopAsync().Soon();

        Assert.Equal("InvalidOperationException: from a callback", Assert.Single(server.Faults).Message);
    }

    [Fact]
    public async Task What_a_handler_registers_on_its_token_does_not_run_inside_RequestStop()
    {
        using var release = new ManualResetEventSlim();
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = TcpServer.Start(async (client, stop) =>
        {
            using var registration = stop.Register(() => release.Wait(TimeSpan.FromSeconds(60)));
            registered.SetResult();
            await client.ReadLineAsync(CancellationToken.None);
        });
        using var client = await Connection.ConnectAsync(server).Soon();
        await registered.Task.Soon();
        server.RequestStop();
        Assert.False(server.Completion.IsCompleted);
        release.Set();
        client.Dispose();

        await server.Completion.Soon();
    }

    [Fact]
    public async Task Clients_that_come_while_the_server_stops_break_nothing()
    {
        for (var round = 0; round < 20; round++)
        {
            var server = EchoServer.Start();
            var clients = Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
            {
                try
                {
                    using var client = await Connection.ConnectAsync(server);
                    // Says something first: when a handshake ends in the very moment in which Linux closes the listener, about one in ten
                    // thousand, there is no socket at the other end and the client hears nothing until it sends.
                    await client.SendTextAsync("anybody there?");
                    await client.ReceiveToEndAsync();
                }
                catch (Exception e) when (e is SocketException or PeerResetException)
                {
                    // Too late, which is no fault of the server.
                }
            })).ToArray();
            await Task.Yield();
            await server.StopAsync().Soon();
            await Task.WhenAll(clients).Soon();

            Assert.Empty(server.Connections);
            Assert.Empty(server.Faults);
        }
    }
}
