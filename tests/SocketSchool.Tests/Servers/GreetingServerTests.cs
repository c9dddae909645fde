namespace SocketSchool.Tests;

public class GreetingServerTests
{
    [Theory]
    [InlineData("Ada\n", "hi Ada\n")]
    [InlineData("Ada\r\n", "hi Ada\n")]
    [InlineData("Ada", "hi Ada\n")]
    [InlineData("  Ada Lovelace \n", "hi Ada Lovelace\n")]
    [InlineData("Zoë 🦊\n", "hi Zoë 🦊\n")]
    [InlineData("Ada\nGrace\n", "hi Ada\n")]
    [InlineData("", "")]
    public async Task Greets_the_name_on_the_first_line(string sent, string expected)
    {
        await using var server = GreetingServer.Start(pause: Timeout.InfiniteTimeSpan);
        Assert.Equal(expected, await PlainClient.AskAsync(server, sent));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Greets_a_client_that_ends_its_line_and_keeps_its_side_open_and_then_closes()
    {
        await using var server = GreetingServer.Start(pause: Timeout.InfiniteTimeSpan);
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync("Ada\n");
        Assert.Equal("hi Ada\n", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Greets_a_client_that_sends_no_line_end_once_it_has_been_silent_for_the_pause()
    {
        await using var server = GreetingServer.Start(pause: TimeSpan.FromMilliseconds(20));
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync("Ada");
        Assert.Equal("hi Ada\n", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task A_name_that_comes_byte_by_byte_stays_whole_within_the_pause()
    {
        var clock = new HandClock(DateTimeOffset.UnixEpoch);
        await using var server = GreetingServer.Start(options: new ServerOptions { TimeProvider = clock });
        using var client = await PlainClient.ConnectAsync(server);
        await client.DripAsync(server, "Zoë");
        await client.DripAsync(server, " 🦊\n");
        Assert.Equal("hi Zoë 🦊\n", await client.ReadLineAsync());
    }

    [Fact]
    public async Task Half_a_character_is_not_taken_for_the_end_of_a_name_after_one_pause()
    {
        var clock = new HandClock(DateTimeOffset.UnixEpoch);
        await using var server = GreetingServer.Start(
            options: new ServerOptions { TimeProvider = clock, IdleTimeout = Timeout.InfiniteTimeSpan });
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync([(byte)'Z', (byte)'o', 0xC3]);
        await Until.TrueAsync(() => clock.Pending == 1);

        clock.Advance(TimeSpan.FromSeconds(1));
        await Until.TrueAsync(() => clock.Pending == 1);
        await client.SendAsync([0xAB]);
        await Until.TrueAsync(() => server.BytesReceived == 4 && clock.Pending == 1);

        // The timer of the last pause may still be about to be set, so the clock goes on until the pause is over.
        var answer = client.ReadLineAsync();
        await Until.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return answer.IsCompleted;
        });
        Assert.Equal("hi Zoë\n", await answer);
    }

    [Fact]
    public async Task A_name_longer_than_the_limit_is_a_fault_with_the_limits_name_and_the_next_client_is_greeted()
    {
        await using var server = GreetingServer.Start(options: new ServerOptions { MaxLineBytes = 100 });
        Assert.Equal("", await PlainClient.AskAsync(server, new string('a', 101)));
        Assert.Equal(nameof(ServerOptions.MaxLineBytes), Assert.Single(server.Faults).Limit);
        Assert.Equal($"hi {new string('a', 100)}\n", await PlainClient.AskAsync(server, new string('a', 100) + "\r\n"));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_answered_with_the_replacement_character()
    {
        await using var server = GreetingServer.Start(pause: Timeout.InfiniteTimeSpan);
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync([0xFF, 0xFE, (byte)'a', 0xC3, (byte)'\n']);
        Assert.Equal("hi \uFFFD\uFFFDa\uFFFD\n", await client.ReadLineAsync());
    }

    [Fact]
    public async Task A_client_that_resets_in_the_middle_of_its_name_leaves_the_server_alive()
    {
        await using var server = GreetingServer.Start();
        using var client = await PlainClient.ConnectAsync(server);
        await client.DripAsync(server, "Ad");
        client.Reset();
        await Until.TrueAsync(() => server.FaultCount == 1);
        Assert.IsType<PeerResetException>(server.Faults[0].Exception);
        Assert.Equal("hi Grace\n", await PlainClient.AskAsync(server, "Grace\n"));
    }
}
