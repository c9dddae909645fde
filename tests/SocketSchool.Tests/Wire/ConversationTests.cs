namespace SocketSchool.Tests;

/// <summary>What the log says about whole conversations.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Both_ends_of_a_conversation_are_in_one_log_under_one_name()
    {
        await using var server = EchoServer.Start();
        var client = await Connection.ConnectAsync(server).Soon();
        await client.SendTextAsync("hello").Soon();
        Assert.Equal("hello"u8.ToArray(), await client.ReceiveExactlyAsync(5).Soon());
        client.ShutdownSend();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
        client.Dispose();
        await Waiting.Until(() => server.Connections.Count == 0, "the server has closed its end");

        var events = server.Log.Events;
        Assert.Equal(
            [
                WireEventKind.Connect, WireEventKind.Send, WireEventKind.Receive,
                WireEventKind.ShutdownSend, WireEventKind.EndOfStream, WireEventKind.Close,
            ],
            events.Where(e => e.Side == WireSide.Client).Select(e => e.Kind));
        Assert.Equal(
            [
                WireEventKind.Listen, WireEventKind.Accept, WireEventKind.Receive, WireEventKind.Send,
                WireEventKind.EndOfStream, WireEventKind.ShutdownSend, WireEventKind.Close,
            ],
            events.Where(e => e.Side == WireSide.Server).Select(e => e.Kind));
        Assert.Equal(client.LocalEndPoint, Assert.Single(events.Where(e => e.Client is not null).Select(e => e.Client).Distinct()));
    }

    [Fact]
    public async Task Nothing_is_received_in_the_log_before_it_was_sent()
    {
        await using var server = EchoServer.Start(options: new ServerOptions { LogCapacity = 100_000 });
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var client = await Connection.ConnectAsync(server);
            for (var i = 0; i < 100; i++)
            {
                await client.SendTextAsync("ping");
                await client.ReceiveExactlyAsync(4);
            }

            client.ShutdownSend();
            await client.ReceiveAsync(new byte[1]);
        })).Soon();
        await Waiting.Until(() => server.Connections.Count == 0, "the server has closed its ends");

        foreach (var conversation in server.Log.Events.Where(e => e.Client is not null).GroupBy(e => e.Client!))
        {
            var onTheWay = (ToServer: 0, ToClient: 0);
            var finished = (Client: false, Server: false);
            foreach (var e in conversation)
            {
                switch (e.Side, e.Kind)
                {
                    case (WireSide.Client, WireEventKind.Send): onTheWay.ToServer += e.Count; break;
                    case (WireSide.Server, WireEventKind.Receive): onTheWay.ToServer -= e.Count; break;
                    case (WireSide.Server, WireEventKind.Send): onTheWay.ToClient += e.Count; break;
                    case (WireSide.Client, WireEventKind.Receive): onTheWay.ToClient -= e.Count; break;
                    case (WireSide.Client, WireEventKind.ShutdownSend): finished.Client = true; break;
                    case (WireSide.Server, WireEventKind.ShutdownSend): finished.Server = true; break;
                    case (WireSide.Server, WireEventKind.EndOfStream): Assert.True(finished.Client); break;
                    case (WireSide.Client, WireEventKind.EndOfStream): Assert.True(finished.Server); break;
                }

                Assert.True(onTheWay is { ToServer: >= 0, ToClient: >= 0 }, $"Received before it was sent: {e}");
            }

            Assert.Equal((0, 0), onTheWay);
        }
    }

    [Fact]
    public async Task A_stop_is_the_last_line_of_the_servers_log()
    {
        var server = EchoServer.Start();
        using var client = await Connection.ConnectAsync(server).Soon();
        await Waiting.Until(() => server.Connections.Count == 1, "accepted");
        await server.StopAsync().Soon();

        Assert.Equal([WireEventKind.Close, WireEventKind.Stop], server.Log.Events.TakeLast(2).Select(e => e.Kind));
    }

    [Fact]
    public async Task A_server_without_a_log_serves_as_well()
    {
        await using var server = EchoServer.Start(options: new ServerOptions { LogCapacity = 0 });
        using var client = await Connection.ConnectAsync(server).Soon();
        await client.SendLineAsync("x").Soon();

        Assert.Equal("x", await client.ReadLineAsync().Soon());
        Assert.Empty(server.Log.Events);
    }
}
