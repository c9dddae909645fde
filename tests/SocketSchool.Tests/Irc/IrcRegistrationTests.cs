namespace SocketSchool.Tests;

public class IrcRegistrationTests
{
    [Theory]
    [InlineData("NICK ada\r\nUSER ada 0 * :Ada\r\n")]
    [InlineData("USER ada 0 * :Ada\r\nNICK ada\r\n")]
    [InlineData("\r\n\nnick ada\nuser ada 0 * Ada\n")]
    public async Task Nick_and_user_in_any_order_get_the_welcome(string lines)
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.ConnectAsync(server);
        await ada.Client.SendAsync(lines);
        foreach (var numeric in new[] { "001", "002", "003", "004", "005", "251", "253", "254", "255", "375", "372", "372", "376" })
        {
            Assert.StartsWith($":irc.example {numeric} ada ", await ada.Client.ReadLineAsync(), StringComparison.Ordinal);
        }

        await ada.HearNothingAsync();
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Registration_works_byte_by_byte_as_well_as_in_one_piece()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.ConnectAsync(server);
        await ada.Client.DripAsync(server, "NICK zo\r\nUSER z 0 * :Zoë\r\n");
        Assert.Equal(":irc.example 001 zo :Welcome to the SocketSchool network, zo!~z@127.0.0.1", await ada.HearAsync(" 001 "));
    }

    [Theory]
    [InlineData("CAP LS 302", "^:irc.example CAP \\* LS :$")]
    [InlineData("CAP LIST", "^:irc.example CAP \\* LIST :$")]
    [InlineData("CAP REQ :sasl", "^:irc.example CAP \\* NAK :sasl$")]
    [InlineData("CAP WHAT", " 410 \\* WHAT ")]
    [InlineData("NICK", " 431 \\* :")]
    [InlineData("NICK 1ada", " 432 \\* 1ada :")]
    [InlineData("NICK a!b", " 432 \\* a!b :")]
    [InlineData("NICK NickServ", " 433 \\* NickServ :")]
    [InlineData("USER ada", " 461 \\* USER :")]
    [InlineData("PASS", " 461 \\* PASS :")]
    [InlineData("JOIN #test", " 451 \\* :")]
    [InlineData("FROBNICATE", " 451 \\* :")]
    [InlineData("PING", " 409 \\* :")]
    [InlineData("PING abc", "^:irc.example PONG irc.example :abc$")]
    public async Task Before_registration(string line, string answer)
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.ConnectAsync(server);
        await ada.AskAsync(line, answer);
    }

    [Theory]
    [InlineData("USER ada 0 * :Ada", " 462 ada :")]
    [InlineData("PASS x", " 462 ada :")]
    [InlineData("FROBNICATE", " 421 ada FROBNICATE :")]
    [InlineData("msg NickServ identify secret", " 421 ada MSG :")]
    public async Task After_registration(string line, string answer)
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await ada.AskAsync(line, answer);
    }

    [Fact]
    public async Task Capability_negotiation_holds_registration_until_its_end()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.ConnectAsync(server);
        await ada.SayAsync("CAP LS 302", "NICK ada", "USER ada 0 * :Ada");
        await ada.HearAsync("CAP ada LS|CAP \\* LS");
        await ada.HearNothingAsync();
        await ada.SayAsync("CAP END");
        await ada.HearAsync(" 001 ada ");
    }

    [Theory]
    [InlineData("bob[1]", "BOB{1}")]
    [InlineData("ada", "Ada")]
    public async Task A_taken_nickname_is_refused_whatever_its_case(string first, string second)
    {
        await using var server = IrcServer.Start();
        await using var one = await IrcPerson.JoinAsync(server, first);
        await using var two = await IrcPerson.ConnectAsync(server);
        await two.SayAsync("USER x 0 * :x");
        await two.AskAsync($"NICK {second}", $" 433 \\* {System.Text.RegularExpressions.Regex.Escape(second)} :");
        await two.SayAsync("NICK other");
        await two.HearAsync(" 376 other ");
        await two.AskAsync($"NICK {second}", " 433 other ");
    }

    [Fact]
    public async Task A_nickname_is_free_again_when_its_owner_has_changed_or_left()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await ada.SayAsync("NICK Ada");
        await bob.HearAsync("^:ada!~ada@127.0.0.1 NICK :Ada$");
        await ada.SayAsync("NICK eve");
        await bob.HearAsync("^:Ada!~ada@127.0.0.1 NICK :eve$");
        await bob.AskAsync("NICK ada", "^:bob!~bob@127.0.0.1 NICK :ada$");
        await ada.SayAsync("QUIT :gone");
        await bob.HearAsync("^:eve!~ada@127.0.0.1 QUIT :Quit: gone$");
        await bob.AskAsync("NICK eve", "^:ada!~bob@127.0.0.1 NICK :eve$");
    }

    [Fact]
    public async Task Quit_gets_a_last_line_and_the_end_of_the_stream()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await ada.AskAsync("QUIT :bye", "^ERROR :Closing Link: ada\\[127.0.0.1\\] \\(Quit: bye\\)$");
        Assert.Equal("", await ada.Client.ReadToEndAsync());
        Assert.Empty(server.Faults);
    }

    [Theory]
    [InlineData("PASS open sesame", false)]
    [InlineData("PASS sesame", true)]
    [InlineData("PASS :sesame", true)]
    [InlineData("PING x", false)]
    public async Task A_server_with_a_password_lets_in_who_knows_it(string line, bool isIn)
    {
        await using var server = IrcServer.Start(irc: new IrcOptions { Password = "sesame" });
        await using var ada = await IrcPerson.ConnectAsync(server);
        await ada.SayAsync(line, "NICK ada", "USER ada 0 * :Ada");
        await ada.HearAsync(isIn ? " 001 ada " : " 464 ada ");
        if (!isIn) await ada.HearAsync("^ERROR ");
    }
}
