namespace SocketSchool.App.Tests.Hosting;

/// <summary>The IRC server of <c>host</c> with a python client, and the bot on ngircd.</summary>
public class IrcInteropTests
{
    [ProgramFact("python3")]
    public async Task Two_python_clients_talk_through_our_server()
    {
        await using var host = await HostProcess.StartAsync("irc");
        var script = Path.Combine(Repository.Folder, "tests", "interop", "irc_client.py");
        var finished = await Tool.RunAsync("python3", [script, $"{host.Port}"]);
        Assert.Equal("ok\n", finished.MustSucceed().Text);
        await host.SaidAsync("two left: Quit: done");
    }

    [ProgramFact("ngircd")]
    public async Task The_bot_lives_on_ngircd_and_logs_without_its_password()
    {
        await using var ngircd = await Ngircd.StartAsync();
        var log = Path.GetTempFileName();
        try
        {
            await using var asker = new IrcBot("127.0.0.1", ngircd.Port, new IrcBotOptions { Nick = "asker", Channels = ["#test"] });
            await asker.StartAsync();
            await using var bot = new IrcBot("127.0.0.1", ngircd.Port, new IrcBotOptions
            {
                Nick = "asker",
                Channels = ["#test"],
                NickServPassword = "hunter2",
                LogFile = log,
            });
            bot.OnMessage(message => message.Text == "!hello" ? message.ReplyAsync($"hello, {message.From}") : Task.CompletedTask);
            await bot.StartAsync();
            Assert.Equal("asker_", bot.Nick);

            var notices = new List<string>();
            var both = new TaskCompletionSource();
            asker.OnNotice(line =>
            {
                if (line.Nick != "asker_") return;
                notices.Add($"{line[0]} {line.Text}");
                if (notices.Count == 2) both.TrySetResult();
            });
            await asker.SayAsync("#test", "!hello");
            await asker.SayAsync("asker_", "!hello");
            await both.Task.WaitAsync(HostProcess.Patience);
            Assert.Equal(["#test hello, asker", "asker hello, asker"], notices);
            await bot.StopAsync();
            Assert.Empty(bot.Faults);
            var written = await File.ReadAllTextAsync(log);
            Assert.DoesNotContain("hunter2", written, StringComparison.Ordinal);
            Assert.Contains("-> PRIVMSG NickServ :IDENTIFY ****", written, StringComparison.Ordinal);
            Assert.Contains("PRIVMSG #test :!hello", written, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(log);
        }
    }

    [ProgramFact("ngircd")]
    public async Task The_bot_answers_the_ping_of_ngircd()
    {
        // ngircd takes no fewer than 5 seconds.
        await using var ngircd = await Ngircd.StartAsync(pingTimeout: 5);
        await using var bot = new IrcBot("127.0.0.1", ngircd.Port, new IrcBotOptions { Nick = "robot", Channels = ["#test"] });
        var pings = new TaskCompletionSource();
        var count = 0;
        bot.OnLine(line =>
        {
            // The second comes only to one who has answered the first.
            if (line.Command == "PING" && ++count == 2) pings.TrySetResult();
        });
        await bot.StartAsync();
        await pings.Task.WaitAsync(HostProcess.Patience);
        Assert.False(bot.Completion.IsCompleted);
        Assert.Empty(bot.Faults);
    }
}
