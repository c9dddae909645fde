using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

public class PeerChatUdpTests
{
    // Quick, so that a test over a bad network does not wait; patient, so that no message of hundreds is given up by bad luck.
    private static readonly PeerOptions s_quick = new()
    {
        RepeatAfter = TimeSpan.FromMilliseconds(10),
        RepeatAtMost = TimeSpan.FromMilliseconds(40),
        Attempts = 200,
    };

    [Fact]
    public async Task Two_peers_exchange_names_and_lines()
    {
        await using var a = PeerChat.StartUdp("Ada");
        await using var g = PeerChat.StartUdp("Grace");
        Assert.Equal("Grace", (await a.ConnectAsync(g).Soon()).Name);
        await Task.WhenAll(a.SayAsync("hello"), g.SayAsync("hello yourself")).Soon();
        await g.UntilHeard("Ada: hello");
        await a.UntilHeard("Grace: hello yourself");
        Assert.Equal(["Ada joined", "Ada: hello"], g.Heard.Select(message => message.ToString()));
    }

    [Fact]
    public async Task Both_greeting_at_once_a_hundred_times_know_each_other_once()
    {
        for (var round = 0; round < 100; round++)
        {
            await using var a = PeerChat.StartUdp("Ada", options: s_quick);
            await using var g = PeerChat.StartUdp("Grace", options: s_quick);
            await Task.WhenAll(Task.Run(() => a.ConnectAsync(g)), Task.Run(() => g.ConnectAsync(a))).Soon();
            await Task.WhenAll(a.SayAsync("x"), g.SayAsync("y")).Soon();
            await Task.WhenAll(a.UntilSaid(1), g.UntilSaid(1));
            Assert.Equal(["Grace joined", "Grace: y"], a.Heard.Select(message => message.ToString()));
            Assert.Equal(["Ada joined", "Ada: x"], g.Heard.Select(message => message.ToString()));
        }
    }

    [Theory]
    [InlineData(0.3, 0, 0)]
    [InlineData(0, 0.3, 0)]
    [InlineData(0, 0, 0.3)]
    [InlineData(0.3, 0.2, 0.2)]
    public async Task Every_line_arrives_once_and_in_order_in_both_directions(double loss, double duplication, double reordering)
    {
        await using var a = PeerChat.StartUdp("Ada", options: s_quick);
        await using var g = PeerChat.StartUdp("Grace", options: s_quick);
        await using var network = LossyNetwork.Start(g.EndPoint, new LossyNetworkOptions
        {
            Loss = loss,
            Duplication = duplication,
            Reordering = reordering,
            HoldTime = TimeSpan.FromMilliseconds(5),
        });
        await a.ConnectAsync(network.EndPoint).Soon();
        var lines = Enumerable.Range(1, 100).Select(number => $"line {number}").ToArray();
        await Task.WhenAll(SayAllAsync(a), SayAllAsync(g)).Soon();
        await Task.WhenAll(a.UntilSaid(100), g.UntilSaid(100));
        Assert.Equal(lines, g.Said());
        Assert.Equal(lines, a.Said());
        Assert.True(loss == 0 || network.Lost > 20, $"{network}");
        Assert.True(duplication == 0 || network.Duplicated > 20, $"{network}");
        Assert.True(reordering == 0 || network.HeldBack > 20, $"{network}");
        if (loss > 0) Assert.True(a.Repeated + g.Repeated > 20);
        if (duplication > 0) Assert.True(a.Duplicates + g.Duplicates > 0);
        // While there is a network for the goodbye.
        await a.StopAsync().Soon();

        async Task SayAllAsync(PeerChat peer)
        {
            foreach (var line in lines) await peer.SayAsync(line);
        }
    }

    [Fact]
    public async Task A_goodbye_comes_after_everything_said_before_it_over_a_lossy_network()
    {
        await using var a = PeerChat.StartUdp("Ada", options: s_quick);
        await using var g = PeerChat.StartUdp("Grace", options: s_quick);
        await using var network = LossyNetwork.Start(g.EndPoint, new LossyNetworkOptions { Loss = 0.2, Seed = 5 });
        await a.ConnectAsync(network.EndPoint).Soon();
        for (var i = 1; i <= 5; i++) await a.SayAsync($"{i}").Soon();
        await a.SayAsync("[e]").Soon();
        await g.UntilHeard("Ada left");
        Assert.Equal(["Ada joined", "Ada: 1", "Ada: 2", "Ada: 3", "Ada: 4", "Ada: 5", "Ada left"], g.Heard.Select(message => message.ToString()));
    }

    [Fact]
    public async Task Who_vanishes_is_noticed_by_the_missing_acknowledgements()
    {
        var options = s_quick with { Attempts = 4 };
        await using var a = PeerChat.StartUdp("Ada", options: options);
        await using var g = PeerChat.StartUdp("Grace", options: options);
        await a.ConnectAsync(g).Soon();
        await g.Server.StopAsync().Soon();
        await a.SayAsync("are you there?").Soon();
        await a.UntilHeard("Grace is gone: no answer to 4 attempts");
        Assert.Empty(a.Peers);
        Assert.Equal(0, await a.SayAsync("anybody?").Soon());
    }

    [Fact]
    public async Task Who_vanishes_is_noticed_also_when_nobody_says_a_word()
    {
        var options = s_quick with { Attempts = 4, PingAfter = TimeSpan.FromMilliseconds(50) };
        await using var a = PeerChat.StartUdp("Ada", options: options);
        await using var g = PeerChat.StartUdp("Grace", options: options);
        await a.ConnectAsync(g).Soon();
        await g.Server.StopAsync().Soon();
        await a.UntilHeard("Grace is gone: no answer to 4 attempts");
    }

    [Fact]
    public async Task A_sender_that_waits_for_room_is_released_when_the_other_one_is_gone()
    {
        await using var a = PeerChat.StartUdp("Ada", options: s_quick with { Attempts = 3, Window = 1 });
        await using var g = PeerChat.StartUdp("Grace");
        await a.ConnectAsync(g).Soon();
        await g.Server.StopAsync().Soon();
        var said = await Task.WhenAll(a.SayAsync("1"), a.SayAsync("2"), a.SayAsync("3")).Soon();
        Assert.Equal(1, said.Sum());
    }

    [Fact]
    public async Task Nobody_there_is_an_error_after_the_last_hello()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var a = PeerChat.StartUdp("Ada", options: s_quick with { Attempts = 3 });
        var e = await Assert.ThrowsAsync<ConnectionTimeoutException>(() => a.ConnectAsync((IPEndPoint)silent.LocalEndPoint!).Soon());
        Assert.Contains("did not answer 3 hellos", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("hello 7 0 0 ")]
    [InlineData("hello 7 0 0 abcdefghijklmnopqrstuvwxyzabcdefg")]
    [InlineData("say x 1 1 forged")]
    [InlineData("say 7 1 -1 forged")]
    [InlineData("say 7 1 99999999999999999999 forged")]
    public async Task Junk_is_a_fault_and_nothing_else(string junk)
    {
        await using var a = PeerChat.StartUdp("Ada", options: s_quick with { Id = 1 });
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await stranger.SendToAsync(Encoding.UTF8.GetBytes(junk), a.EndPoint);
        await Waiting.Until(() => a.Server.FaultCount == 1, "a fault");
        Assert.Empty(a.Heard);
        Assert.Empty(a.Peers);
    }

    [Fact]
    public async Task Lines_for_somebody_else_or_from_a_stranger_are_not_heard()
    {
        await using var a = PeerChat.StartUdp("Ada", options: s_quick with { Id = 1 });
        using var known = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var forger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await known.SendToAsync("hello 7 0 0 Zoe"u8.ToArray(), a.EndPoint);
        await a.UntilHeard("Zoe joined");
        foreach (var (from, line) in new[]
        {
            (known, "say 7 00000002 1 for somebody who had this port before"), (known, "say 8 00000001 1 from an unknown id"),
            (forger, "say 7 00000001 1 from another address"), (known, "say 7 00000001 9999 far too early"), (known, "say 7 00000001 0 no number"),
            (known, "say 7 00000001 1 this one"),
        })
        {
            await from.SendToAsync(Encoding.UTF8.GetBytes(line), a.EndPoint);
        }

        await a.UntilSaid(1);
        Assert.Equal(["this one"], a.Said());
    }

    [Fact]
    public async Task A_loopback_peer_says_why_it_cannot_reach_another_machine()
    {
        await using var a = PeerChat.StartUdp("Ada");
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => a.ConnectAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 7016)).Soon());
        Assert.Contains("IPAddress.Any", e.Message, StringComparison.Ordinal);
    }
}
