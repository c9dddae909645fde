using System.Net.Sockets;

namespace SocketSchool.Tests;

/// <summary>One protocol, four architectures, one test.</summary>
public sealed class EchoArchitectureTests
{
    public static TheoryData<string> Names => Architecture.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_client_says_comes_back_however_it_was_cut(string name)
    {
        await using var server = Architecture.Start(name);
        using var client = await Architecture.ConnectAsync(server);
        var text = Architecture.Noise(2000, seed: 1);
        foreach (var piece in new[] { 1, 1, 2, 500, 3, 1493 })
        {
            await client.SendAsync(text.AsMemory(0, piece)).Soon();
            Assert.Equal(text[..piece], await client.ReceiveExactlyAsync(piece).Soon());
        }

        await client.SendAsync(text.AsMemory(0, 1000)).Soon();
        await client.SendAsync(text.AsMemory(1000)).Soon();
        Assert.Equal(text, await client.ReceiveExactlyAsync(2000).Soon());
        // The other end may have its bytes before this one's send returns and is counted.
        await Waiting.Until(() => server.BytesSent == 4000, "what was sent is counted");
        Assert.Equal((4000L, 4000L), (server.BytesReceived, server.BytesSent));
        Assert.Empty(server.Faults);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_client_that_half_closes_is_answered_in_full_and_then_gets_the_end(string name)
    {
        await using var server = Architecture.Start(name);
        using var client = await Architecture.ConnectAsync(server);
        var text = Architecture.Noise(50_000, seed: 2);
        await client.SendAsync(text).Soon();
        client.ShutdownSend();

        Assert.Equal(text, await client.ReceiveToEndAsync().Soon());
        await Waiting.Until(() => server.Connections.Count == 0, "the server has closed its end");
        Assert.Empty(server.Faults);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_client_that_reads_late_gets_every_byte(string name)
    {
        await using var server = Architecture.Start(name);
        using var client = Architecture.Connect(server, receiveBuffer: 4096);
        var text = Architecture.Noise(8_000_000, seed: 3);
        var sending = Task.Run(() =>
        {
            client.Send(text);
            client.Shutdown(SocketShutdown.Send);
        });
        // By then the server has more than fits into its own send buffer and the client's receive buffer, or soon will.
        await Waiting.Until(() => server.BytesReceived > 500_000, "the server has read a good part");
        var got = new byte[text.Length];
        var have = 0;
        await Task.Run(() =>
        {
            for (int some; (some = client.Receive(got.AsSpan(have))) > 0;) have += some;
        }).Soon();
        await sending.Soon();

        Assert.Equal(text.Length, have);
        Assert.True(text.AsSpan().SequenceEqual(got));
        Assert.Empty(server.Faults);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Two_hundred_clients_at_once_each_get_their_own(string name)
    {
        const int Clients = 200;
        await using var server = Architecture.Start(name);
        var open = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Architecture.ConnectAsync(server))).Soon();
        await Waiting.Until(() => server.Connections.Count == Clients, "all are in the table");
        await Task.WhenAll(open.Select(async (client, i) =>
        {
            for (var round = 0; round < 5; round++)
            {
                var text = Architecture.Noise(100 + i, seed: i * 10 + round);
                await client.SendAsync(text);
                Assert.Equal(text, await client.ReceiveExactlyAsync(text.Length));
            }
        })).Soon();

        Assert.Equal(Clients, server.TotalConnections);
        foreach (var client in open) client.Dispose();
        await Waiting.Until(() => server.Connections.Count == 0, "all have left");
        Assert.Empty(server.Faults);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_reset_is_a_fault_that_names_the_client_and_the_others_go_on(string name)
    {
        await using var server = Architecture.Start(name);
        using var polite = await Architecture.ConnectAsync(server);
        using var rude = await Architecture.ConnectAsync(server);
        await rude.SendTextAsync("x").Soon();
        Assert.Equal("x"u8.ToArray(), await rude.ReceiveExactlyAsync(1).Soon());
        rude.Abort();

        await Waiting.Until(() => server.FaultCount == 1, "the fault");
        Assert.Equal(rude.LocalEndPoint, server.Faults[0].Client);
        Assert.IsType<PeerResetException>(server.Faults[0].Exception);
        await polite.SendTextAsync("y").Soon();
        Assert.Equal("y"u8.ToArray(), await polite.ReceiveExactlyAsync(1).Soon());
        Assert.Single(server.Connections);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stop_ends_every_conversation_with_the_end_of_the_stream(string name)
    {
        var server = Architecture.Start(name);
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Architecture.ConnectAsync(server))).Soon();
        foreach (var client in clients)
        {
            await client.SendTextAsync("hello").Soon();
            Assert.NotNull(await client.ReceiveExactlyAsync(5).Soon());
        }

        await server.StopAsync().Soon();

        foreach (var client in clients)
        {
            Assert.Empty(await client.ReceiveToEndAsync().Soon());
            client.Dispose();
        }

        Assert.Equal(ServerState.Stopped, server.State);
        Assert.Empty(server.Connections);
        Assert.Empty(server.Faults);
        Assert.DoesNotContain(server, Servers.Running);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stop_does_not_wait_for_a_client_that_does_not_read(string name)
    {
        // One who is cut off in the middle of an answer; the server must not be held up by it, nor call it a fault.
        var server = Architecture.Start(name, options: new ServerOptions { StopTimeout = TimeSpan.FromSeconds(15) });
        using var client = Architecture.Connect(server, receiveBuffer: 4096);
        client.Blocking = false;
        var text = new byte[1_000_000];
        await Waiting.Until(
            () =>
            {
                client.Send(text, SocketFlags.None, out var error);
                return error == SocketError.WouldBlock && server.Connections is [var info] && info.BytesReceived > info.BytesSent;
            },
            "the server cannot send");
        await server.StopAsync().Soon();

        Assert.Empty(server.Faults);
        Assert.Empty(server.Connections);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_client_too_many_is_turned_away_with_the_limits_name(string name)
    {
        await using var server = Architecture.Start(name, options: new ServerOptions { MaxConnections = 2 });
        using var first = await Architecture.ConnectAsync(server);
        using var second = await Architecture.ConnectAsync(server);
        await Waiting.Until(() => server.Connections.Count == 2, "both are in");
        using (var third = await Architecture.ConnectAsync(server))
        {
            Assert.Empty(await third.ReceiveToEndAsync().Soon());
        }

        Assert.Equal("MaxConnections", Assert.Single(server.Faults).Limit);
        first.Dispose();
        await Waiting.Until(() => server.Connections.Count == 1, "one place is free");
        using var fourth = await Architecture.ConnectAsync(server);
        await fourth.SendTextAsync("x").Soon();
        Assert.NotNull(await fourth.ReceiveExactlyAsync(1).Soon());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_client_that_says_nothing_for_too_long_gets_the_end_and_is_a_fault(string name)
    {
        await using var server = Architecture.Start(name, options: new ServerOptions { IdleTimeout = TimeSpan.FromMilliseconds(150) });
        using var silent = await Architecture.ConnectAsync(server);
        Assert.Empty(await silent.ReceiveToEndAsync().Soon());

        await Waiting.Until(() => server.FaultCount == 1, "the fault");
        Assert.Equal(("IdleTimeout", silent.LocalEndPoint), (server.Faults[0].Limit, server.Faults[0].Client));
        Assert.Contains("sent nothing for 150 ms", server.Faults[0].Message, StringComparison.Ordinal);
        await Waiting.Until(() => server.Connections.Count == 0, "it is gone");
        Assert.Equal(1, server.FaultCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_client_that_does_not_read_for_too_long_is_reset_and_is_a_fault(string name)
    {
        await using var server = Architecture.Start(name, options: new ServerOptions { SendTimeout = TimeSpan.FromMilliseconds(150) });
        using var client = Architecture.Connect(server, receiveBuffer: 4096);
        client.Blocking = false;
        var text = new byte[1_000_000];
        await Waiting.Until(
            () =>
            {
                client.Send(text, SocketFlags.None, out var error);
                return error is not (SocketError.Success or SocketError.WouldBlock);
            },
            "the client is reset");

        Assert.Equal("SendTimeout", Assert.Single(server.Faults).Limit);
        Assert.Contains("did not read for 150 ms", server.Faults[0].Message, StringComparison.Ordinal);
        await Waiting.Until(() => server.Connections.Count == 0, "it is gone");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_log_tells_what_both_ends_did(string name)
    {
        await using var server = Architecture.Start(name);
        using (var client = await Architecture.ConnectAsync(server))
        {
            await client.SendTextAsync("hello").Soon();
            client.ShutdownSend();
            Assert.Equal("hello"u8.ToArray(), await client.ReceiveToEndAsync().Soon());
        }

        await Waiting.Until(() => server.Connections.Count == 0, "it has left");
        Assert.Equal(
            [WireEventKind.Listen, WireEventKind.Accept, WireEventKind.Receive, WireEventKind.Send, WireEventKind.EndOfStream, WireEventKind.Close],
            server.Log.Events.Where(e => e.Side == WireSide.Server && e.Kind != WireEventKind.ShutdownSend).Select(e => e.Kind));
        Assert.Contains(server.Name, server.ToText(), StringComparison.Ordinal);
    }
}
