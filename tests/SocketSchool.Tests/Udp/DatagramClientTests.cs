using System.Net;

namespace SocketSchool.Tests.Udp;

public sealed class DatagramClientTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_answer_to_its_id_is_the_answer()
    {
        await using var server = UdpServer.Start(Upper);
        using var client = new DatagramClient(server.EndPoint);
        Assert.Equal("HELLO", await client.AskAsync("hello", s_patience).Soon());
        Assert.Equal("", await client.AskAsync("", s_patience).Soon());
    }

    [Fact]
    public async Task What_is_lost_is_asked_again_under_the_same_id_with_twice_the_patience()
    {
        var clock = new ManualTime();
        var requests = new List<string>();
        await using var server = UdpServer.Start(async (datagram, stop) =>
        {
            requests.Add(datagram.Text);
            if (requests.Count == 3) await Upper(datagram, stop);
        });
        using var client = new DatagramClient(server.EndPoint, clock);
        var asking = client.AskAsync("hello", TimeSpan.FromSeconds(1));
        for (var seconds = 1; seconds <= 2; seconds *= 2)
        {
            await clock.TimerOf(TimeSpan.FromSeconds(seconds));
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal("HELLO", await asking.Soon());
        Assert.Equal(3, requests.Count);
        Assert.Single(requests.Distinct());
    }

    [Fact]
    public async Task Late_repeated_and_senseless_answers_are_ignored_and_counted()
    {
        await using var server = UdpServer.Start(async (datagram, stop) =>
        {
            var id = long.Parse(datagram.Text.Split(' ')[0]);
            foreach (var text in new[] { "", "junk", $"{id - 1} an old answer", $"{id}0 ten times" }) await datagram.ReplyAsync(text, stop);
            await datagram.ReplyAsync($"{id} right", stop);
        });
        using var client = new DatagramClient(server.EndPoint);
        Assert.Equal("right", await client.AskAsync("?", s_patience).Soon());
        Assert.Equal(4, client.Ignored);
    }

    [Fact]
    public async Task A_forged_answer_from_elsewhere_never_reaches_it()
    {
        using var forger = UdpTest.NewSocket();
        await using var server = UdpServer.Start(async (datagram, stop) =>
        {
            await forger.SendToAsync(System.Text.Encoding.UTF8.GetBytes($"{datagram.Text.Split(' ')[0]} forged"), datagram.From);
            await datagram.ReplyAsync($"{datagram.Text.Split(' ')[0]} right", stop);
        });
        using var client = new DatagramClient(server.EndPoint);
        Assert.Equal("right", await client.AskAsync("?", s_patience).Soon());
        Assert.Equal(0, client.Ignored);
    }

    [Fact]
    public async Task Nobody_there_is_a_TimeoutException_that_names_the_question()
    {
        IPEndPoint nobody;
        using (var gone = UdpTest.NewSocket()) nobody = (IPEndPoint)gone.LocalEndPoint!;
        using var client = new DatagramClient(nobody);
        var e = await Assert.ThrowsAsync<TimeoutException>(() => client.AskAsync("anybody?", TimeSpan.FromMilliseconds(20), 3).Soon());
        Assert.Equal("No answer to \"anybody?\" after 3 attempts.", e.Message);
    }

    [Fact]
    public async Task It_gets_every_answer_through_a_network_that_loses_half_of_everything()
    {
        await using var server = UdpServer.Start(Upper);
        await using var network = LossyNetwork.Start(
            server.EndPoint, new LossyNetworkOptions { Loss = 0.4, Duplication = 0.2, Reordering = 0.2, HoldTime = TimeSpan.FromMilliseconds(5) });
        using var client = new DatagramClient(network.EndPoint);
        for (var i = 0; i < 20; i++) Assert.Equal($"Q{i}", await client.AskAsync($"q{i}", TimeSpan.FromMilliseconds(20), 20).Soon());
        Assert.True(network.Lost > 0);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_wait()
    {
        await using var server = UdpServer.Start((_, _) => Task.CompletedTask);
        using var client = new DatagramClient(server.EndPoint);
        using var cancelled = new CancellationTokenSource();
        var asking = client.AskAsync("?", s_patience, cancellationToken: cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.Soon());
    }

    private static async Task Upper(Datagram datagram, CancellationToken stop)
    {
        var parts = datagram.Text.Split(' ', 2);
        await datagram.ReplyAsync($"{parts[0]} {parts[1].ToUpperInvariant()}", stop);
    }
}
