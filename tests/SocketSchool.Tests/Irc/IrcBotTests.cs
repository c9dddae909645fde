using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SocketSchool.Tests;

public class IrcBotTests
{
    [Fact]
    public async Task It_registers_joins_and_answers_where_it_was_asked()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bot = new IrcBot(server, new IrcBotOptions { Nick = "robot", Channels = ["#test"] });
        bot.OnMessage(message => message.Text == "!hello" ? message.ReplyAsync($"hello, {message.From}") : Task.CompletedTask);
        await bot.StartAsync();
        Assert.Equal(["#test"], bot.Channels);
        await ada.SayAsync("PRIVMSG #test :!hello", "PRIVMSG robot :!hello");
        await ada.HearAsync("^:robot!~robot@127.0.0.1 NOTICE #test :hello, ada$");
        await ada.HearAsync("^:robot!~robot@127.0.0.1 NOTICE ada :hello, ada$");
        await bot.StopAsync();
        await ada.HearAsync("^:robot!~robot@127.0.0.1 QUIT :Quit: bye$");
        Assert.Empty(bot.Faults);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task It_answers_ping_while_your_code_is_busy()
    {
        var time = new ManualTime();
        var irc = new IrcOptions { PingInterval = TimeSpan.FromSeconds(70), PingTimeout = TimeSpan.FromSeconds(20) };
        await using var server = IrcServer.Start(irc: irc, options: new ServerOptions { TimeProvider = time });
        var isBusy = new TaskCompletionSource();
        var pinged = new TaskCompletionSource();
        await using var bot = new IrcBot(server, new IrcBotOptions { Nick = "robot" });
        bot.OnMessage(async (_, stop) =>
        {
            isBusy.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
        });
        bot.OnLine(line =>
        {
            if (line.Command == "PING") pinged.TrySetResult();
        });
        await bot.StartAsync();
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await ada.SayAsync("PRIVMSG robot :wait");
        await isBusy.Task.WaitAsync(PlainClient.Patience);
        await time.TimerOf(TimeSpan.FromSeconds(70));
        time.Advance(TimeSpan.FromSeconds(70));
        await pinged.Task.WaitAsync(PlainClient.Patience);
        await ada.SayAsync("PING :alive", "PRIVMSG robot :x");
        await time.TimerOf(TimeSpan.FromSeconds(20));
        await ada.HearAsync(" PONG irc.example :alive$");
        await Until.TrueAsync(() => server.Connections.Count == 2);
        Assert.Empty(bot.Faults);
    }

    [Fact]
    public async Task It_never_answers_a_notice_and_not_itself()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bot = new IrcBot(server, new IrcBotOptions { Nick = "robot", Channels = ["#test"] });
        var notices = new List<string>();
        bot.OnMessage(message => message.SayAsync("you said " + message.Text)).OnNotice(line => notices.Add(line.Text));
        await bot.StartAsync();
        await ada.SayAsync("NOTICE #test :one", "NOTICE robot :two", "PRIVMSG #test :three");
        Assert.Equal(":robot!~robot@127.0.0.1 PRIVMSG #test :you said three", await ada.HearAsync("robot.*(PRIVMSG|NOTICE)"));
        Assert.Equal(["one", "two"], notices);
    }

    [Fact]
    public async Task It_tells_NickServ_its_password_and_the_log_does_not()
    {
        using var folder = new TemporaryFolder();
        var irc = new IrcOptions { Password = "sesame", CheckPassword = (name, password) => (name, password) == ("owner", "hunter2") };
        await using var server = IrcServer.Start(irc: irc);
        await using (var bot = new IrcBot(server, new IrcBotOptions
        {
            Nick = "robot",
            Channels = ["#test"],
            ServerPassword = "sesame",
            NickServAccount = "owner",
            NickServPassword = "hunter2",
            LogFile = folder["bot.log"],
        }))
        {
            var identified = new TaskCompletionSource();
            bot.OnNotice(line =>
            {
                if (line.Nick == "NickServ") identified.TrySetResult();
            });
            await bot.StartAsync();
            await identified.Task.WaitAsync(PlainClient.Patience);
            await bot.SayAsync("#test", "a bell \a and my password hunter2");
        }

        var log = await File.ReadAllTextAsync(folder["bot.log"]);
        Assert.DoesNotContain("hunter2", log, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", log, StringComparison.Ordinal);
        Assert.Contains(" -> PASS ****\n", log, StringComparison.Ordinal);
        Assert.Contains(" -> PRIVMSG NickServ :IDENTIFY owner ****\n", log, StringComparison.Ordinal);
        Assert.Contains(" <- :NickServ!services@irc.example NOTICE robot :You are now identified for owner.\n", log, StringComparison.Ordinal);
        Assert.Contains("a bell \\x07 and", log, StringComparison.Ordinal);
        Assert.All(log.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (<-|->|--) ", line));
    }

    [Fact]
    public async Task It_takes_another_name_when_its_own_is_taken_or_too_long()
    {
        await using var server = IrcServer.Start(irc: new IrcOptions { MaxNickLength = 9 });
        await using var one = await IrcPerson.JoinAsync(server, "robot");
        await using var two = await IrcPerson.JoinAsync(server, "Robot_");
        await using var bot = new IrcBot(server, new IrcBotOptions { Nick = "robot" });
        await bot.StartAsync();
        Assert.Equal("robot__", bot.Nick);
        await using var long1 = new IrcBot(server, new IrcBotOptions { Nick = "a_name_that_is_too_long" });
        await long1.StartAsync();
        Assert.Equal("a_name_t1", long1.Nick);
    }

    [Theory]
    [InlineData("hello\r\nQUIT :injected")]
    [InlineData("hello\nQUIT")]
    [InlineData("hello\rQUIT")]
    [InlineData("hello\0")]
    public async Task A_text_with_a_line_end_is_refused_and_nothing_is_sent(string text)
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bot = new IrcBot(server, new IrcBotOptions { Nick = "robot", Channels = ["#test"] });
        await bot.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => bot.SayAsync("#test", text));
        await Assert.ThrowsAsync<ArgumentException>(() => bot.NoticeAsync("#test\r\nQUIT", "x"));
        await bot.SayAsync("#test", "still here");
        Assert.EndsWith(":still here", await ada.HearAsync("robot.*(PRIVMSG|NOTICE|QUIT)"));
    }

    [Fact]
    public async Task A_long_text_arrives_whole_in_several_messages()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bot = new IrcBot(server, new IrcBotOptions { Nick = "robot", Channels = ["#test"] });
        await bot.StartAsync();
        var text = string.Join(' ', Enumerable.Range(1, 200).Select(i => $"wörd{i}"));
        await bot.SayAsync("#test", text + " end");
        var heard = new List<string>();
        while (heard.Count == 0 || !heard[^1].EndsWith(" end", StringComparison.Ordinal)) heard.Add(Regex.Match(await ada.HearAsync("PRIVMSG"), " :(.*)$").Groups[1].Value);
        Assert.Equal(text + " end", string.Join(' ', heard));
        Assert.True(heard.Count > 2);
    }

    [Fact]
    public async Task It_does_not_talk_faster_than_it_was_told()
    {
        var time = new ManualTime();
        await using var server = IrcServer.Start();
        await using var bot = new IrcBot(server, new IrcBotOptions { MessagesAtOnce = 2, MessageInterval = TimeSpan.FromSeconds(3), TimeProvider = time });
        await bot.StartAsync();
        await bot.SayAsync("ada", "1");
        await bot.SayAsync("ada", "2");
        var third = bot.SayAsync("ada", "3");
        await time.TimerOf(TimeSpan.FromSeconds(3));
        Assert.False(third.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        await third.WaitAsync(PlainClient.Patience);
    }

    [Fact]
    public async Task It_comes_back_when_the_server_does()
    {
        var time = new ManualTime();
        var server = IrcServer.Start();
        var port = server.Port;
        await using var bot = new IrcBot("127.0.0.1", port, new IrcBotOptions
        {
            Channels = ["#test"],
            Reconnect = true,
            ReconnectDelay = TimeSpan.FromMilliseconds(20),
        });
        await bot.StartAsync();
        await server.StopAsync();
        await Until.TrueAsync(() => bot.Faults.Count >= 2);
        await using var again = IrcServer.Start(port);
        await Until.TrueAsync(() => bot.Registrations == 2 && bot.Channels.Count == 1);
    }

    [Fact]
    public async Task Without_reconnect_a_lost_connection_ends_it_with_the_reason()
    {
        var server = IrcServer.Start();
        await using var bot = new IrcBot(server, new IrcBotOptions());
        await bot.StartAsync();
        await server.StopAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => bot.Completion.WaitAsync(PlainClient.Patience));
        Assert.Single(bot.Faults);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.SayAsync("ada", "hello?"));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_asked_and_then_given_up()
    {
        var time = new ManualTime();
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await using var bot = new IrcBot("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port, new IrcBotOptions { SilenceLimit = TimeSpan.FromSeconds(60), TimeProvider = time });
        var starting = bot.StartAsync();
        using var accepted = await listener.AcceptAsync();
        await using var there = Connection.Over(accepted, side: WireSide.Server);
        await there.SendTextAsync(":s.x 001 schoolbot :Welcome\r\n");
        await starting.WaitAsync(PlainClient.Patience);
        await time.TimerOf(TimeSpan.FromSeconds(60));
        time.Advance(TimeSpan.FromSeconds(60));
        for (string? line = null; line?.StartsWith("PING ", StringComparison.Ordinal) != true;) line = await there.ReadLineAsync();
        await time.TimerOf(TimeSpan.FromSeconds(60));
        time.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<ConnectionTimeoutException>(() => bot.Completion.WaitAsync(PlainClient.Patience));
    }

    [Fact]
    public async Task What_your_code_throws_is_a_fault_and_the_bot_lives_on()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await using var bot = new IrcBot(server, new IrcBotOptions { Nick = "robot" });
        bot.OnMessage(message => message.Text == "bad" ? throw new InvalidDataException("oops") : message.ReplyAsync("fine"));
        await bot.StartAsync();
        await ada.SayAsync("PRIVMSG robot :bad", "PRIVMSG robot :good");
        await ada.HearAsync(" NOTICE ada :fine$");
        Assert.Contains("oops", Assert.Single(bot.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_password_ends_the_start_and_a_refused_channel_is_a_fault()
    {
        await using var server = IrcServer.Start(irc: new IrcOptions { Password = "sesame" });
        await using var wrong = new IrcBot(server, new IrcBotOptions { ServerPassword = "wrong", Reconnect = true });
        await Assert.ThrowsAsync<IrcException>(() => wrong.StartAsync().WaitAsync(PlainClient.Patience));
        await using var open = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(open, "ada", "#test");
        await ada.AskAsync("MODE #test +i", " MODE ");
        await using var bot = new IrcBot(open, new IrcBotOptions { Channels = ["#test"] });
        await bot.StartAsync().WaitAsync(PlainClient.Patience);
        Assert.Empty(bot.Channels);
        Assert.Contains("#test", Assert.Single(bot.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_an_error_of_the_start()
    {
        var server = IrcServer.Start();
        await server.StopAsync();
        await using var bot = new IrcBot(server, new IrcBotOptions { Reconnect = true });
        await Assert.ThrowsAsync<SocketException>(() => bot.StartAsync().WaitAsync(PlainClient.Patience));
    }

    [Theory]
    [InlineData("1robot", "#test", null)]
    [InlineData("robot", "test", null)]
    [InlineData("robot", "#te st", null)]
    [InlineData("robot", "#test", "two words")]
    [InlineData("robot", "#test", "line\nend")]
    public void Bad_options_are_refused_before_anything_is_sent(string nick, string channel, string? password)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(
            () => new IrcBot("127.0.0.1", 6667, new IrcBotOptions { Nick = nick, Channels = [channel], NickServPassword = password }));
        if (password is not null) Assert.DoesNotContain(password, refusal.Message, StringComparison.Ordinal);
    }
}
