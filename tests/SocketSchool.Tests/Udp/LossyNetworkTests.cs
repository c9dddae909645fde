using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests.Udp;

public sealed class LossyNetworkTests
{
    private static Task Echo(Datagram datagram, CancellationToken stop) => datagram.ReplyAsync(datagram.Bytes, stop).AsTask();

    [Fact]
    public async Task A_good_network_carries_questions_and_answers_of_two_clients_apart()
    {
        await using var server = UdpServer.Start(Echo);
        await using var network = LossyNetwork.Start(server.EndPoint);
        using var ann = UdpTest.NewSocket(network.EndPoint);
        using var bob = UdpTest.NewSocket(network.EndPoint);
        await ann.SayAsync("from Ann");
        await bob.SayAsync("");
        await bob.SayAsync("from Bob");

        Assert.Equal("from Ann", await ann.HearAsync());
        Assert.Equal("", await bob.HearAsync());
        Assert.Equal("from Bob", await bob.HearAsync());
        Assert.Equal((6L, 0L, 0L, 0L), (network.Total, network.Lost, network.Duplicated, network.HeldBack));
        Assert.Equal(2, server.Connections.Count);
    }

    [Fact]
    public async Task Loss_duplicates_and_overtaking_come_out_as_decided()
    {
        await using var stream = DatagramStream.Listen();
        await using var network = LossyNetwork.Start(stream.EndPoint, new LossyNetworkOptions
        {
            Decide = (_, number) => number switch
            {
                2 => DatagramFate.Lost,
                3 => DatagramFate.Twice,
                5 => DatagramFate.Late,
                _ => DatagramFate.Passed,
            },
            // Only an overtaker lets the fifth one go.
            HoldTime = Timeout.InfiniteTimeSpan,
        });
        using var client = UdpTest.NewSocket(network.EndPoint);
        for (var i = 1; i <= 6; i++) await client.SayAsync($"{i}");

        Assert.Equal(["1", "3", "3", "4", "6", "5"], await TakeAsync(stream, 6));
        Assert.Equal((6L, 1L, 1L, 1L), (network.Total, network.Lost, network.Duplicated, network.HeldBack));
        Assert.Equal(("to server", 2, DatagramFate.Lost, "\"2\""),
            (network.Events[1].Way, network.Events[1].Number, network.Events[1].Fate, network.Events[1].Text));
        Assert.Contains(network.Front.Log.Events, e => e.Kind == WireEventKind.Note && e.Text == "lost: \"2\"");
    }

    [Fact]
    public async Task What_is_held_back_goes_on_when_the_hold_time_is_over()
    {
        var clock = new ManualTime();
        await using var stream = DatagramStream.Listen();
        await using var network = LossyNetwork.Start(stream.EndPoint, new LossyNetworkOptions
        {
            Decide = (_, _) => DatagramFate.Late,
            HoldTime = TimeSpan.FromSeconds(7),
            TimeProvider = clock,
        });
        using var client = UdpTest.NewSocket(network.EndPoint);
        await client.SayAsync("alone");
        await clock.TimerOf(TimeSpan.FromSeconds(7));
        Assert.Equal(0, stream.Received);
        clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(["alone"], await TakeAsync(stream, 1));
    }

    [Fact]
    public async Task A_seed_gives_the_same_run_again_and_another_seed_another()
    {
        var one = await RunAsync(7);
        Assert.Equal(one, await RunAsync(7));
        Assert.NotEqual(one, await RunAsync(8));

        static async Task<string> RunAsync(int seed)
        {
            await using var stream = DatagramStream.Listen();
            await using var network = LossyNetwork.Start(stream.EndPoint, new LossyNetworkOptions
            {
                Seed = seed,
                Loss = 0.2,
                Duplication = 0.2,
                Reordering = 0.2,
                HoldTime = Timeout.InfiniteTimeSpan,
            });
            using var client = UdpTest.NewSocket(network.EndPoint);
            for (var i = 1; i <= 60; i++)
            {
                await client.SayAsync($"{i}");
                var sent = i;
                await Waiting.Until(() => network.Total == sent, "the network has taken it");
            }

            return string.Join(' ', network.Events.Select(e => e.Fate));
        }
    }

    [Fact]
    public void The_fates_of_a_seed_are_fixed_for_ever()
    {
        // Written down once: lessons quote what a seed does, on every system and after every update.
        var options = new LossyNetworkOptions { Loss = 0.2, Duplication = 0.2, Reordering = 0.2 };
        Assert.Equal("LPALPPTLPTPLLTAP", Letters(options, true));
        Assert.Equal("PPPPPPPPPPPPPPPP", Letters(new LossyNetworkOptions(), true));
        Assert.Equal("LLLLLLLLLLLLLLLL", Letters(new LossyNetworkOptions { Loss = 1 }, false));

        static string Letters(LossyNetworkOptions options, bool toServer) => string.Concat(
            Enumerable.Range(1, 16).Select(number => options.FateOf(0, toServer, number) switch
            {
                DatagramFate.Lost => 'L',
                DatagramFate.Twice => 'T',
                DatagramFate.Late => 'A',
                _ => 'P',
            }));
    }

    [Fact]
    public void The_parts_come_out_over_many_datagrams_in_both_directions_and_for_every_client()
    {
        var options = new LossyNetworkOptions { Seed = 3, Loss = 0.3, Duplication = 0.1, Reordering = 0.05 };
        var fates = (from client in Enumerable.Range(0, 10)
                     from toServer in new[] { true, false }
                     from number in Enumerable.Range(1, 2000)
                     select options.FateOf(client, toServer, number)).CountBy(fate => fate).ToDictionary();
        Assert.InRange(fates[DatagramFate.Lost] / 40_000.0, 0.28, 0.32);
        Assert.InRange(fates[DatagramFate.Twice] / 40_000.0, 0.09, 0.11);
        Assert.InRange(fates[DatagramFate.Late] / 40_000.0, 0.04, 0.06);
    }

    [Fact]
    public async Task Two_peers_that_both_speak_first_meet_through_an_introduction()
    {
        using var ann = UdpTest.NewSocket();
        using var bob = UdpTest.NewSocket();
        await using var network = LossyNetwork.Start((IPEndPoint)bob.LocalEndPoint!);
        var toAnn = network.Introduce((IPEndPoint)ann.LocalEndPoint!);
        await bob.SendToAsync("hi Ann"u8.ToArray(), toAnn).Soon();
        Assert.Equal("hi Ann", await ann.HearAsync());
        await ann.SendToAsync("hi Bob"u8.ToArray(), network.EndPoint).Soon();

        var from = await bob.ReceiveFromAsync(new byte[100], new IPEndPoint(IPAddress.Any, 0)).Soon();
        Assert.Equal(toAnn, from.RemoteEndPoint);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_silent_loss()
    {
        IPEndPoint nobody;
        using (var gone = UdpTest.NewSocket()) nobody = (IPEndPoint)gone.LocalEndPoint!;
        await using var network = LossyNetwork.Start(nobody);
        using var client = UdpTest.NewSocket(network.EndPoint);
        for (var i = 0; i < 3; i++) await client.SayAsync("anybody?");
        await Waiting.Until(() => network.Total == 3, "all have come");

        Assert.Equal(0, network.Front.FaultCount);
        Assert.Equal(0, client.Available);
    }

    [Fact]
    public async Task Stopping_all_servers_stops_it_with_the_sockets_towards_the_server()
    {
        await using var server = UdpServer.Start(Echo);
        var network = LossyNetwork.Start(server.EndPoint);
        using var client = UdpTest.NewSocket(network.EndPoint);
        await client.SayAsync("x");
        await client.HearAsync();
        var inner = server.Connections[0].Client;
        Assert.Contains(network.Front, Servers.Running);
        await network.DisposeAsync();

        using var again = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await Waiting.Until(
            () =>
            {
                try
                {
                    again.Bind(inner);
                    return true;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            "the port of the inner socket is free");
    }

    [Theory]
    [InlineData(-0.1, 0, 0)]
    [InlineData(0, 1.1, 0)]
    [InlineData(0, 0, double.NaN)]
    [InlineData(0.5, 0.5, 0.1)]
    public void Parts_that_make_no_sense_are_refused(double loss, double duplication, double reordering) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LossyNetwork.Start(
            new IPEndPoint(IPAddress.Loopback, 1), new LossyNetworkOptions { Loss = loss, Duplication = duplication, Reordering = reordering }));

    private static async Task<List<string>> TakeAsync(DatagramStream stream, int count)
    {
        var got = new List<string>();
        await foreach (var datagram in stream.ReadFor(TimeSpan.FromSeconds(20)))
        {
            got.Add(datagram.Text);
            if (got.Count == count) break;
        }

        return got;
    }
}
