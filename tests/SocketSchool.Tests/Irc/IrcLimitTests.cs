namespace SocketSchool.Tests;

public class IrcLimitTests
{
    [Fact]
    public async Task A_client_that_answers_no_ping_is_dismissed_and_the_others_see_why()
    {
        var time = new ManualTime();
        var irc = new IrcOptions { PingInterval = TimeSpan.FromSeconds(70), PingTimeout = TimeSpan.FromSeconds(20) };
        await using var server = IrcServer.Start(irc: irc, options: new ServerOptions { TimeProvider = time });
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await time.TimerOf(TimeSpan.FromSeconds(70));
        time.Advance(TimeSpan.FromSeconds(30));
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        time.Advance(TimeSpan.FromSeconds(40));
        await ada.HearAsync("^PING :irc.example$");
        await time.TimerOf(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        await ada.HearAsync("^ERROR :Closing Link: ada\\[127.0.0.1\\] \\(Ping timeout: 20 s\\)$");
        Assert.Equal("", await ada.Client.ReadToEndAsync());
        await bob.HearAsync("^:ada!~ada@127.0.0.1 QUIT :Ping timeout: 20 s$");
        Assert.Equal(nameof(IrcOptions.PingTimeout), Assert.Single(server.Faults).Limit);
    }

    [Theory]
    [InlineData("PONG :irc.example")]
    [InlineData("JOIN #other")]
    public async Task Whoever_says_something_stays(string line)
    {
        var time = new ManualTime();
        var irc = new IrcOptions { PingInterval = TimeSpan.FromSeconds(70), PingTimeout = TimeSpan.FromSeconds(20) };
        await using var server = IrcServer.Start(irc: irc, options: new ServerOptions { TimeProvider = time });
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await time.TimerOf(TimeSpan.FromSeconds(70));
        time.Advance(TimeSpan.FromSeconds(70));
        await ada.HearAsync("^PING :irc.example$");
        await time.TimerOf(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(10));
        await ada.SayAsync(line);
        await ada.SayAsync("PING :heard");
        await ada.HearAsync(" PONG irc.example :heard$");
        time.Advance(TimeSpan.FromSeconds(10));
        await time.TimerOf(TimeSpan.FromSeconds(60));
        await ada.HearNothingAsync();
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Who_does_not_register_in_time_is_dismissed()
    {
        var time = new ManualTime();
        await using var server = IrcServer.Start(options: new ServerOptions { TimeProvider = time });
        await using var ada = await IrcPerson.ConnectAsync(server);
        await ada.SayAsync("NICK ada");
        await time.TimerOf(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));
        await ada.HearAsync("^ERROR :Closing Link: (ada|\\*)\\[127.0.0.1\\] \\(Registration timed out\\)$");
        Assert.Equal(nameof(IrcOptions.RegistrationTimeout), Assert.Single(server.Faults).Limit);
    }

    [Fact]
    public async Task A_slow_reader_is_cut_off_and_nobody_waits_for_it()
    {
        var irc = new IrcOptions { MaxSendQueueBytes = 64 * 1024, LinesPerSecond = int.MaxValue };
        await using var server = IrcServer.Start(irc: irc, options: new ServerOptions { SendTimeout = Timeout.InfiniteTimeSpan });
        await using var slow = await IrcPerson.JoinAsync(server, "slow", "#test");
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await Connection.ConnectAsync(server);
        await bob.SendTextAsync("NICK bob\r\nUSER bob 0 * :bob\r\nJOIN #test\r\n");
        while (await bob.ReadLineAsync() is { } line && !line.Contains(" 366 bob ", StringComparison.Ordinal))
        {
        }

        // Everything that the system's buffers hold, and more: until the server has had enough. Bob has each batch before the next leaves.
        var lines = string.Concat(Enumerable.Repeat($"PRIVMSG #test :{new string('x', 450)}\r\n", 50));
        var isGone = false;
        for (var i = 0; !isGone && i < 5000; i++)
        {
            await ada.Client.SendAsync($"{lines}PRIVMSG #test :end of {i}\r\n");
            string heard;
            do
            {
                heard = await bob.ReadLineAsync() ?? throw new InvalidOperationException("Bob was cut off.");
                isGone |= heard == ":slow!~slow@127.0.0.1 QUIT :SendQ exceeded";
            }
            while (!heard.EndsWith($":end of {i}", StringComparison.Ordinal));
        }

        Assert.True(isGone);
        await Until.TrueAsync(() => server.FaultCount > 0);
        var fault = Assert.Single(server.Faults);
        Assert.Equal(nameof(IrcOptions.MaxSendQueueBytes), fault.Limit);
        Assert.Contains("slow", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_floods_is_thrown_out()
    {
        var irc = new IrcOptions { LinesAtOnce = 10, LinesPerSecond = 1 };
        await using var server = IrcServer.Start(irc: irc, options: new ServerOptions { TimeProvider = new ManualTime() });
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await ada.SayAsync([.. Enumerable.Range(1, 9).Select(i => $"PING {i}")]);
        await ada.HearAsync(" PONG irc.example :8$");
        await ada.HearAsync("^ERROR :Closing Link: ada\\[127.0.0.1\\] \\(Excess Flood\\)$");
        Assert.Equal(nameof(IrcOptions.LinesPerSecond), Assert.Single(server.Faults).Limit);
    }

    [Fact]
    public async Task Time_fills_the_bucket_again()
    {
        var time = new ManualTime();
        var irc = new IrcOptions { LinesAtOnce = 10, LinesPerSecond = 1 };
        await using var server = IrcServer.Start(irc: irc, options: new ServerOptions { TimeProvider = time });
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        for (var round = 0; round < 5; round++)
        {
            await ada.SayAsync([.. Enumerable.Range(1, 8).Select(i => $"PING {i}")]);
            await ada.HearAsync(" PONG irc.example :8$");
            time.Advance(TimeSpan.FromSeconds(8));
        }

        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Who_closes_without_a_word_has_left_and_that_is_no_fault()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        bob.Client.Finish();
        await ada.HearAsync("^:bob!~bob@127.0.0.1 QUIT :Connection closed$");
        await bob.DisposeAsync();
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_reset_is_a_fault_of_that_client_alone()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        bob.Client.Reset();
        await ada.HearAsync("^:bob!~bob@127.0.0.1 QUIT :Connection ");
        await Until.TrueAsync(() => server.FaultCount == 1);
        await ada.HearNothingAsync();
    }

    [Fact]
    public async Task One_client_too_many_is_turned_away()
    {
        await using var server = IrcServer.Start(options: new ServerOptions { MaxConnections = 1 });
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await using var bob = await IrcPerson.ConnectAsync(server);
        Assert.Equal("", await bob.Client.ReadToEndAsync());
        Assert.Equal("MaxConnections", Assert.Single(server.Faults).Limit);
    }

    [Fact]
    public async Task A_stop_ends_all_conversations_without_a_fault()
    {
        var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await server.StopAsync().WaitAsync(PlainClient.Patience);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public void A_server_name_that_could_be_a_nickname_is_refused() =>
        Assert.Throws<ArgumentException>(() => IrcServer.Start(irc: new IrcOptions { ServerName = "server" }));
}
