namespace SocketSchool.Tests;

public class TalkTests
{
    [Fact]
    public async Task Two_exchange_names_and_speak_in_turns_the_server_first()
    {
        await using var server = TalkServer.Start("Grace");
        var (ada, grace) = await MeetAsync(server, "Ada");
        Assert.Equal(("Ada", "Grace", "Grace", "Ada"), (ada.Name, ada.PeerName, grace.Name, grace.PeerName));
        Assert.Equal((false, true), (ada.IsMyTurn, grace.IsMyTurn));
        await grace.SayAsync("hello, who is there?");
        Assert.Equal("hello, who is there?", await ada.HearAsync());
        await ada.SayAsync("it is me,\nnaïve as ever");
        Assert.Equal("it is me, naïve as ever", await grace.HearAsync());
        Assert.Equal(grace.Transcript, ada.Transcript);
        Assert.Equal("Ada: it is me, naïve as ever", ada.Transcript[1].ToString());
        await ada.DisposeAsync();
    }

    [Fact]
    public async Task E_leaves_and_the_other_one_is_told()
    {
        await using var server = TalkServer.Start("Grace");
        var (ada, grace) = await MeetAsync(server, "Ada");
        await grace.SayAsync("hello");
        await ada.HearAsync();
        await ada.SayAsync("[e]");
        Assert.True(ada.IsOver);
        Assert.Equal("Left chat room!", await grace.HearAsync());
        Assert.True(grace is { PeerHasLeft: true, IsOver: true });
        Assert.Null(await grace.HearAsync());
        Assert.Equal("Ada has left.", (await Assert.ThrowsAsync<InvalidOperationException>(() => grace.SayAsync("wait"))).Message);
        await ada.DisposeAsync();
        await Until.TrueAsync(() => server.Connections.Count == 0);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task The_servers_side_may_leave_too_and_out_of_turn()
    {
        await using var server = TalkServer.Start("Grace");
        var (ada, grace) = await MeetAsync(server, "Ada");
        await grace.SayAsync("I must go");
        await grace.SayAsync("[e]");
        Assert.Equal("I must go", await ada.HearAsync());
        await ada.SayAsync("oh");
        Assert.Equal("Left chat room!", await ada.HearAsync());
        await ada.DisposeAsync();
    }

    [Fact]
    public async Task Out_of_turn_both_calls_say_so_in_place_of_waiting_for_ever()
    {
        await using var server = TalkServer.Start("Grace");
        var (ada, grace) = await MeetAsync(server, "Ada");
        Assert.Equal("It is Grace's turn. Hear first, then speak.",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => ada.SayAsync("me first"))).Message);
        Assert.Equal("It is your turn. If you wait for Ada now, both of you wait for ever.",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => grace.HearAsync())).Message);
        await ada.DisposeAsync();
    }

    [Fact]
    public async Task Without_turns_both_may_speak_at_once()
    {
        await using var server = TalkServer.Start("Grace", takesTurns: false);
        var (ada, grace) = await MeetAsync(server, "Ada");
        await Task.WhenAll(ada.SayAsync("one"), grace.SayAsync("uno"));
        await Task.WhenAll(ada.SayAsync("two"), grace.SayAsync("due"));
        Assert.Equal("one", await grace.HearAsync());
        Assert.Equal("two", await grace.HearAsync());
        Assert.Equal("uno", await ada.HearAsync());
        Assert.Equal("due", await ada.HearAsync());
        await ada.DisposeAsync();
    }

    [Fact]
    public async Task A_second_caller_waits_until_it_is_taken()
    {
        await using var server = TalkServer.Start("Grace");
        var (ada, grace) = await MeetAsync(server, "Ada");
        var calling = Talk.ConnectAsync(server, "Bob");
        await Until.TrueAsync(() => server.Connections.Count == 2);
        Assert.False(calling.IsCompleted);
        await ada.LeaveAsync();
        await ada.DisposeAsync();
        Assert.Equal("Bob", (await server.NextTalkAsync()).PeerName);
        await using var bob = await calling.WaitAsync(PlainClient.Patience);
        Assert.Equal("Grace", bob.PeerName);
    }

    [Fact]
    public async Task A_peer_without_line_ends_is_understood_and_gets_none()
    {
        await using var server = TalkServer.Start("Grace", pause: TimeSpan.FromMilliseconds(50));
        using var peer = await PlainClient.ConnectAsync(server);
        await peer.SendAsync("Ada");
        var grace = await server.NextTalkAsync();
        Assert.Equal("Grace", await peer.ReadTextAsync(5));
        await grace.SayAsync("hello");
        Assert.Equal("hello", await peer.ReadTextAsync(5));
        await peer.SendAsync("\u001b[31mred\a");
        Assert.Equal("red", await grace.HearAsync());
    }

    [Fact]
    public async Task Nobody_calls_and_the_wait_ends()
    {
        await using var server = TalkServer.Start("Grace");
        await Assert.ThrowsAsync<TimeoutException>(() => server.NextTalkAsync(TimeSpan.FromMilliseconds(10)));
        var waiting = server.NextTalkAsync(Timeout.InfiniteTimeSpan);
        await server.StopAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(PlainClient.Patience));
    }

    [Fact]
    public async Task A_peer_that_vanishes_ends_the_talk()
    {
        await using var server = TalkServer.Start("Grace");
        var (ada, grace) = await MeetAsync(server, "Ada");
        await grace.SayAsync("hello");
        await ada.DisposeAsync();
        try
        {
            Assert.Null(await grace.HearAsync());
        }
        catch (PeerResetException)
        {
            // Ada had a line unread: Linux then says goodbye with a reset.
        }
    }

    private static async Task<(Talk Caller, Talk Called)> MeetAsync(TalkServer server, string name)
    {
        var calling = Talk.ConnectAsync(server, name);
        var called = await server.NextTalkAsync();
        return (await calling.WaitAsync(PlainClient.Patience), called);
    }
}
