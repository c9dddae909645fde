using System.Text;

namespace SocketSchool.Tests;

public class IrcSpeakingTests
{
    [Fact]
    public async Task A_message_reaches_all_the_others_on_the_channel_and_nobody_else()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await using var eve = await IrcPerson.JoinAsync(server, "eve");
        await bob.SayAsync("PRIVMSG #TEST :naïve  café ");
        Assert.Equal(":bob!~bob@127.0.0.1 PRIVMSG #test :naïve  café", await ada.HearAsync("PRIVMSG"));
        await bob.HearNothingAsync();
        await eve.HearNothingAsync();
        await bob.SayAsync("NOTICE #test one", "NOTICE ada :two words");
        await ada.HearAsync("^:bob!~bob@127.0.0.1 NOTICE #test :one$");
        await ada.HearAsync("^:bob!~bob@127.0.0.1 NOTICE ada :two words$");
    }

    [Theory]
    [InlineData("PRIVMSG", " 411 ada ")]
    [InlineData("PRIVMSG bob", " 412 ada ")]
    [InlineData("PRIVMSG bob :", " 412 ada ")]
    [InlineData("PRIVMSG nobody :x", " 401 ada nobody ")]
    [InlineData("PRIVMSG #nowhere :x", " 403 ada #nowhere ")]
    [InlineData("PRIVMSG #test :x", " 404 ada #test ")]
    [InlineData("PRIVMSG a,b,c,d,e :x", " 407 ada e ")]
    public async Task A_message_that_goes_nowhere_gets_its_numeric_and_a_notice_gets_nothing(string line, string answer)
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await ada.AskAsync(line, answer);
        await ada.SayAsync(line.Replace("PRIVMSG", "NOTICE", StringComparison.Ordinal));
        await ada.HearNothingAsync();
    }

    [Fact]
    public async Task Lines_come_out_the_same_however_they_were_cut_and_joined()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await bob.Client.DripAsync(server, "PRIVMSG #test :é\r\n");
        await bob.Client.SendAsync("PRIVMSG #test :1\nPRIVMSG #test :2\r\n\r\nPRIVMSG #test :3\r\nPRIV");
        await bob.Client.SendAsync("MSG #test :4\r\n");
        foreach (var text in new[] { "é", "1", "2", "3", "4" }) Assert.EndsWith($" #test :{text}", await ada.HearAsync("PRIVMSG"));
    }

    [Fact]
    public async Task A_line_of_more_than_512_bytes_is_refused_whole_and_the_next_one_counts()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await bob.AskAsync("PRIVMSG #test :" + new string('x', 600), " 417 bob :");
        await bob.AskAsync("PRIVMSG #test :" + new string('x', 100_000), " 417 bob :");
        await bob.SayAsync("PRIVMSG #test :short");
        Assert.EndsWith(" :short", await ada.HearAsync("PRIVMSG"));
    }

    [Fact]
    public async Task A_line_that_grows_by_the_senders_name_is_cut_at_512_bytes_between_characters()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        var text = string.Concat(Enumerable.Repeat("é", 247));
        await bob.SayAsync("PRIVMSG #test :" + text);
        var line = await ada.HearAsync("PRIVMSG");
        Assert.InRange(Encoding.UTF8.GetByteCount(line), 509, 510);
        Assert.StartsWith(line.Split(" :")[1], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NickServ_takes_the_password_and_answers_by_notice()
    {
        await using var server = IrcServer.Start(irc: new IrcOptions { CheckPassword = (name, password) => (name, password) == ("ada", "engine") });
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        const string from = "^:NickServ!services@irc.example NOTICE ada :";
        await ada.AskAsync("PRIVMSG NickServ :IDENTIFY wrong", from + "Invalid password for ada");
        await ada.AskAsync("PRIVMSG nickserv IDENTIFY", from + "Say IDENTIFY");
        await ada.AskAsync("PRIVMSG nickserv :frobnicate", from + "I do not know FROBNICATE");
        await ada.AskAsync("NICKSERV HELP", from + "IDENTIFY ");
        await ada.AskAsync("NOTICE NickServ :IDENTIFY engine\r\nPING 1", " PONG ");
        await ada.AskAsync("NICKSERV identify ada engine", " 900 ada ");
        await ada.HearAsync(from + "You are now identified for ada");
        await ada.SayAsync("WHOIS ada");
        await ada.HearAsync(" 330 ada ada ada :is logged in as$");
        Assert.DoesNotContain("engine", server.Log.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_of_passwords_that_throws_is_a_fault_and_the_others_go_on()
    {
        await using var server = IrcServer.Start(irc: new IrcOptions { CheckPassword = (_, _) => throw new InvalidDataException("broken file") });
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await bob.SayAsync("NS IDENTIFY x");
        await ada.HearAsync("^:bob!~bob@127.0.0.1 QUIT :");
        await ada.HearNothingAsync();
        await Until.TrueAsync(() => server.FaultCount == 1);
        Assert.Contains("broken file", server.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whois_who_userhost_ison_and_away_tell_about_people()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob");
        await ada.AskAsync("AWAY :tea", " 306 ada ");
        await bob.AskAsync("PRIVMSG ada :there?", " 301 bob ada :tea$");
        await bob.SayAsync("WHOIS irc.example ada");
        foreach (var line in new[] { " 311 bob ada ~ada 127.0.0.1 \\* :ada herself$", " 319 bob ada :@#test$", " 312 bob ada irc.example ", " 301 bob ada :tea", " 317 bob ada [0-9]+ [0-9]+ :", " 318 bob ada " })
        {
            Assert.Matches(line, (await bob.Client.ReadLineAsync()).TrimEnd());
        }

        await bob.AskAsync("WHO #test", " 352 bob #test ~ada 127.0.0.1 irc.example ada G@ :0 ada herself$");
        await bob.HearAsync(" 315 bob #test ");
        await bob.AskAsync("WHO ada", " 352 bob \\* ~ada 127.0.0.1 irc.example ada G :0 ");
        await bob.HearAsync(" 315 bob ada ");
        await bob.AskAsync("USERHOST ada bob nobody", " 302 bob :ada=-~ada@127.0.0.1 bob=\\+~bob@127.0.0.1$");
        await bob.AskAsync("ISON nobody ADA", " 303 bob :ada$");
        await ada.HearAsync("there\\?");
        await ada.AskAsync("AWAY", " 305 ada ");
        await bob.AskAsync("WHOIS", " 431 bob ");
        await bob.AskAsync("WHOIS nobody", " 401 bob nobody ");
        await bob.HearAsync(" 318 bob nobody ");
    }

    [Fact]
    public async Task The_server_tells_about_itself()
    {
        await using var server = IrcServer.Start(irc: new IrcOptions { Motd = [], ServerName = "my.irc" });
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await ada.AskAsync("MOTD", "^:my.irc 422 ada ");
        await ada.AskAsync("VERSION", " 351 ada SocketSchool. my.irc :");
        await ada.AskAsync("TIME", " 391 ada my.irc :[0-9-]+ [0-9:]+ UTC$");
        await ada.AskAsync("LUSERS", " 251 ada :There are 1 users ");
    }
}
