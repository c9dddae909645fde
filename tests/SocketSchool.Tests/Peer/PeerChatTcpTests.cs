using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

public class PeerChatTcpTests
{
    private static readonly PeerOptions s_small = new() { Id = 1 };
    private static readonly PeerOptions s_large = new() { Id = 2 };

    [Theory]
    [InlineData(1u, 2u)]
    [InlineData(2u, 1u)]
    public async Task Two_peers_exchange_names_and_lines_whoever_has_the_smaller_id(uint ada, uint grace)
    {
        await using var a = PeerChat.Start("Ada", options: new PeerOptions { Id = ada });
        await using var g = PeerChat.Start("Grace", options: new PeerOptions { Id = grace });
        var met = await a.ConnectAsync(g).Soon();
        Assert.Equal(("Grace", grace, "I did"), (met.Name, met.Id, met.Opened));
        Assert.Equal("Ada joined", (await g.NextAsync().Soon()).ToString());
        Assert.Equal(1, await a.SayAsync("hello").Soon());
        Assert.Equal("Ada: hello", (await g.NextAsync().Soon()).ToString());
        Assert.Equal(1, await g.SayAsync("hello yourself").Soon());
        await a.UntilHeard("Grace: hello yourself");
        Assert.Equal(("Ada", "they did"), (g.Peers.Single().Name, g.Peers.Single().Opened));
        Assert.Empty(a.Server.Faults);
        Assert.Empty(g.Server.Faults);
    }

    [Fact]
    public async Task Both_connecting_at_once_a_hundred_times_leaves_exactly_one_link()
    {
        var (twice, refused) = (0, 0);
        for (var round = 0; round < 100; round++)
        {
            await using var a = PeerChat.Start("Ada");
            await using var g = PeerChat.Start("Grace");
            var met = await Task.WhenAll(Task.Run(() => a.ConnectAsync(g)), Task.Run(() => g.ConnectAsync(a))).Soon();
            Assert.Equal(["Grace", "Ada"], met.Select(other => other.Name));
            // Both speak over whatever is left, and each line is heard once.
            await Task.WhenAll(a.SayAsync("from Ada"), g.SayAsync("from Grace")).Soon();
            await Task.WhenAll(a.UntilSaid(1), g.UntilSaid(1));
            await Waiting.Until(() => OpenConnections(a) + OpenConnections(g) == 1, "the other connection is closed");
            Assert.Single(a.Peers);
            Assert.Single(g.Peers);
            Assert.NotEqual(a.Peers[0].Opened, g.Peers[0].Opened);
            Assert.Equal(["from Grace"], a.Said());
            Assert.Equal(["from Ada"], g.Said());
            Assert.Single(a.Heard, message => message.Kind == PeerMessageKind.Joined);
            Assert.DoesNotContain(g.Heard, message => message.Kind is PeerMessageKind.Gone or PeerMessageKind.Left);
            twice += a.Log.Events.Concat(g.Log.Events).Any(one => one.Text.Contains("twice", StringComparison.Ordinal)) ? 1 : 0;
            refused += (int)(a.Server.FaultCount + g.Server.FaultCount);
        }

        Assert.True(twice > 0, "The two never met on the way, so nothing was tested.");
        Assert.Equal(0, refused);
    }

    [Fact]
    public async Task Connecting_again_to_a_peer_that_is_there_changes_nothing()
    {
        await using var a = PeerChat.Start("Ada", options: s_large);
        await using var g = PeerChat.Start("Grace", options: s_small);
        for (var i = 0; i < 3; i++) Assert.Equal("Grace", (await a.ConnectAsync(g).Soon()).Name);
        await a.SayAsync("once").Soon();
        await g.UntilSaid(1);
        Assert.Equal(["Ada joined", "Ada: once"], g.Heard.Select(message => message.ToString()));
    }

    [Fact]
    public async Task Three_peers_make_a_mesh_and_each_hears_the_two_others_once()
    {
        PeerChat[] peers = [PeerChat.Start("Ada"), PeerChat.Start("Grace"), PeerChat.Start("Linus")];
        await Task.WhenAll(
            from one in peers from other in peers where one != other select Task.Run(() => one.ConnectAsync(other))).Soon();
        await Task.WhenAll(peers.Select(peer => peer.SayAsync($"I am {peer.Name}"))).Soon();
        foreach (var peer in peers)
        {
            await peer.UntilSaid(2);
            Assert.Equal(peers.Where(other => other != peer).Select(other => $"I am {other.Name}"), peer.Said().Order());
        }

        foreach (var peer in peers) await peer.StopAsync().Soon();
    }

    [Theory]
    [InlineData(1u, 2u)]
    [InlineData(2u, 1u)]
    public async Task The_line_e_leaves_and_the_other_one_sees_it(uint ada, uint grace)
    {
        await using var a = PeerChat.Start("Ada", options: new PeerOptions { Id = ada });
        await using var g = PeerChat.Start("Grace", options: new PeerOptions { Id = grace });
        await a.ConnectAsync(g).Soon();
        await a.SayAsync("last words").Soon();
        await a.SayAsync("[e]").Soon();
        Assert.Equal(ServerState.Stopped, a.Server.State);
        await g.UntilHeard("Ada left");
        Assert.Equal(["Ada joined", "Ada: last words", "Ada left"], g.Heard.Select(message => message.ToString()));
        Assert.Empty(g.Peers);
        Assert.Equal(0, await g.SayAsync("anybody?").Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => a.SayAsync("ghost"));
        Assert.Empty(g.Server.Faults);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_vanishes_is_noticed(bool reset)
    {
        await using var a = PeerChat.Start("Ada", options: s_small);
        using (var raw = await RawPeerAsync(a, "hello 7 Ghost"))
        {
            Assert.Equal("welcome", await raw.ReadLineAsync().Soon());
            await a.UntilHeard("Ghost joined");
            if (reset) raw.Abort();
        }

        await a.UntilHeard(reset ? "Ghost is gone: the connection was reset" : "Ghost is gone: the connection ended without a goodbye");
        Assert.Empty(a.Peers);
        Assert.Equal(0, await a.SayAsync("anybody?").Soon());
    }

    [Fact]
    public async Task A_peer_with_the_larger_id_waits_for_the_verdict()
    {
        await using var a = PeerChat.Start("Ada", options: s_large);
        using var raw = await RawPeerAsync(a, "hello 1 Zoe");
        Assert.Empty(a.Peers);
        await raw.SendLineAsync("welcome\nsay hi");
        await a.UntilHeard("Zoe: hi");
        // The same one once more, as after a cable was pulled: the one who decides knows that the old connection is dead.
        using var again = await RawPeerAsync(a, "hello 1 Zoe");
        await again.SendLineAsync("welcome\nsay me again");
        await a.UntilHeard("Zoe: me again");
        Assert.Single(a.Peers);
        Assert.Single(a.Heard, message => message.Kind == PeerMessageKind.Joined);
    }

    [Fact]
    public async Task To_connect_to_oneself_is_an_error_that_says_so()
    {
        await using var a = PeerChat.Start("Ada", options: new PeerOptions { Address = IPAddress.Any });
        await Assert.ThrowsAsync<InvalidOperationException>(() => a.ConnectAsync(a.EndPoint).Soon());
        // By another address it comes out at the hello.
        await Assert.ThrowsAsync<InvalidOperationException>(() => a.ConnectAsync("127.0.0.1", a.Port).Soon());
        Assert.Empty(a.Peers);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("hello 12")]
    [InlineData("hello 0 Zero")]
    [InlineData("hello 123456789 TooLong")]
    [InlineData("hello xyz Ada")]
    [InlineData("hello 7 ")]
    [InlineData("hello 7 abcdefghijklmnopqrstuvwxyzabcdefg")]
    public async Task Who_is_no_peer_is_turned_away_with_a_fault(string firstLine)
    {
        await using var a = PeerChat.Start("Ada", options: s_small);
        using var raw = await RawPeerAsync(a, firstLine);
        Assert.Null(await raw.ReadLineAsync().Soon());
        await Waiting.Until(() => a.Server.FaultCount == 1, "a fault");
        Assert.Contains("is not a peer", a.Server.Faults[0].Message, StringComparison.Ordinal);
        Assert.Empty(a.Heard);
    }

    [Fact]
    public async Task Names_and_texts_of_strangers_cannot_move_the_cursor_or_turn_a_line_round()
    {
        await using var a = PeerChat.Start("Ada", options: s_small);
        using var raw = await Connection.ConnectAsync(a.EndPoint);
        await raw.SendAsync((byte[])[.. "hello 7 N\u001b[2J\u202eï"u8, 0xFF, .. "\nsay \u0007\u2028b\u0085 é \ud83d\udc4b"u8, 0xC3, (byte)'\n']);
        await a.UntilSaid(1);
        Assert.Equal("N?[2J?ï\ufffd: ??b? é \ud83d\udc4b\ufffd", a.Heard[^1].ToString());
    }

    [Fact]
    public async Task A_line_without_end_costs_the_peer_its_place_and_no_memory()
    {
        await using var a = PeerChat.Start("Ada", options: s_small);
        using var raw = await RawPeerAsync(a, "hello 7 Flood");
        await raw.SendTextAsync("say " + new string('x', 10_000));
        await Waiting.Until(() => a.Heard.Any(message => message.Kind == PeerMessageKind.Gone), "it is noticed");
        Assert.Contains(a.Server.Faults, fault => fault.Limit == "MaxLineBytes");
    }

    [Fact]
    public async Task Who_says_nothing_instead_of_hello_is_given_up_after_the_time_limit()
    {
        var time = new ManualTime();
        await using var a = PeerChat.Start("Ada", options: new PeerOptions { TimeProvider = time, HelloTimeout = TimeSpan.FromSeconds(5) });
        using var raw = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await raw.ConnectAsync(a.EndPoint);
        await time.TimerOf(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(5));
        await Waiting.Until(() => a.Server.FaultCount == 1, "a fault");
        Assert.Equal(nameof(PeerOptions.HelloTimeout), a.Server.Faults[0].Limit);
    }

    [Fact]
    public async Task One_peer_too_many_is_told_so()
    {
        await using var a = PeerChat.Start("Ada", options: new PeerOptions { Id = 1, MaxPeers = 1 });
        await using var b = PeerChat.Start("Bob", options: new PeerOptions { Id = 2 });
        await using var c = PeerChat.Start("Cid", options: new PeerOptions { Id = 3 });
        await b.ConnectAsync(a).Soon();
        await Assert.ThrowsAsync<InvalidDataException>(() => c.ConnectAsync(a).Soon());
        Assert.Equal(["Bob"], a.Peers.Select(peer => peer.Name));
    }

    [Fact]
    public async Task StopAllAsync_stops_a_peer_with_a_goodbye()
    {
        // Only the one server is stopped here: other tests run in this process, too.
        await using var a = PeerChat.Start("Ada", options: s_small);
        await using var g = PeerChat.Start("Grace", options: s_large);
        Assert.Contains(a.Server, Servers.Running);
        await a.ConnectAsync(g).Soon();
        await a.Server.StopAsync().Soon();
        await g.UntilHeard("Ada left");
    }

    [Fact]
    public async Task Every_loop_hears_everything_and_ends_with_the_peer()
    {
        await using var a = PeerChat.Start("Ada");
        await using var g = PeerChat.Start("Grace");
        var loops = Enumerable.Range(0, 2).Select(async _ =>
        {
            var all = new List<string>();
            await foreach (var message in g.ListenAsync()) all.Add(message.ToString());
            return all;
        }).ToArray();
        await a.ConnectAsync(g).Soon();
        await a.SayAsync("one").Soon();
        await g.UntilSaid(1);
        await g.StopAsync().Soon();
        foreach (var loop in loops) Assert.Equal(["Ada joined", "Ada: one"], await loop.Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            while (true) await g.NextAsync().Soon();
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefg")]
    public void A_name_that_cannot_be_printed_on_one_line_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => PeerChat.Start(name));

    [Fact]
    public async Task A_text_has_at_most_1000_bytes_and_one_line()
    {
        await using var a = PeerChat.Start("Ada");
        await using var g = PeerChat.Start("Grace");
        await a.ConnectAsync(g).Soon();
        await Assert.ThrowsAsync<LimitExceededException>(() => a.SayAsync(new string('é', 501)));
        await a.SayAsync("two\nlines").Soon();
        await a.SayAsync(new string('é', 500)).Soon();
        await g.UntilSaid(2);
        Assert.Equal(["two?lines", new string('é', 500)], g.Said());
    }

    private static async Task<Connection> RawPeerAsync(PeerChat peer, string firstLine)
    {
        var raw = await Connection.ConnectAsync(peer.EndPoint, new ConnectionOptions { ReceiveTimeout = TimeSpan.FromSeconds(20) });
        Assert.StartsWith("hello ", await raw.ReadLineAsync().Soon());
        await raw.SendAsync(Encoding.UTF8.GetBytes(firstLine + "\n"));
        return raw;
    }

    // Accepted ones: each connection of the two peers is accepted by one of them.
    private static int OpenConnections(PeerChat peer) => peer.Server.Connections.Count;
}
