using System.Collections.Concurrent;

namespace SocketSchool.Tests;

[Collection(Alone.Name)]
public sealed class ServersTests
{
    [Fact]
    public async Task All_servers_are_listed_in_order_and_stopped_together()
    {
        await Servers.StopAllAsync().Soon();
        Assert.Empty(Servers.Running);
        Server[] started = [EchoServer.Start(), UdpServer.Start((_, _) => Task.CompletedTask), EchoServer.Start()];
        Assert.Equal(started, Servers.Running);

        Assert.Equal(started, await Servers.StopAllAsync().Soon());
        Assert.All(started, server => Assert.Equal(ServerState.Stopped, server.State));
        Assert.Empty(Servers.Running);
        Assert.Empty(await Servers.StopAllAsync().Soon());
    }

    [Fact]
    public async Task No_exception_of_any_handler_surfaces_anywhere_but_in_the_faults()
    {
        // What tests before this one have left behind is not this one's business.
        await CollectAsync();
        var surfaced = new ConcurrentBag<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> listen = (_, e) => surfaced.Add(e.Exception);
        TaskScheduler.UnobservedTaskException += listen;
        try
        {
            await ProvokeFaultsAsync();
            await CollectAsync();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= listen;
        }

        Assert.Empty(surfaced);
    }

    private static async Task CollectAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }
    }

    private static async Task ProvokeFaultsAsync()
    {
        var bad = TcpServer.Start(async (client, stop) =>
        {
            await Task.Yield();
            if (client.RemoteEndPoint.Port % 2 == 0) client.Socket.Dispose();
            throw new InvalidOperationException("a handler's mistake");
        });
        var worse = UdpServer.Start((_, _) => throw new InvalidOperationException("a handler's mistake"));
        var echo = EchoServer.Start();
        for (var i = 0; i < 20; i++)
        {
            using var client = await Connection.ConnectAsync(bad).Soon();
            await client.ReceiveAsync(new byte[1]).Soon();
            using var resetting = await Connection.ConnectAsync(echo).Soon();
            await resetting.SendTextAsync("x").Soon();
            resetting.Abort();
        }

        using var udp = new System.Net.Sockets.UdpClient("127.0.0.1", worse.Port);
        await udp.SendAsync(new byte[1]).Soon();
        await Waiting.Until(() => bad.FaultCount >= 20 && worse.FaultCount == 1, "all faults are there");
        await Task.WhenAll(bad.StopAsync(), worse.StopAsync(), echo.StopAsync()).Soon();
    }
}
