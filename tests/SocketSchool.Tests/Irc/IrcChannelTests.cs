namespace SocketSchool.Tests;

public class IrcChannelTests
{
    [Fact]
    public async Task The_first_on_a_channel_is_its_operator_and_everybody_sees_who_comes()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada");
        await ada.SayAsync("JOIN #test");
        Assert.Equal(":ada!~ada@127.0.0.1 JOIN #test", await ada.HearAsync("JOIN"));
        Assert.Equal(":irc.example 353 ada = #test :@ada", await ada.HearAsync(" 353 "));
        await using var bob = await IrcPerson.JoinAsync(server, "bob");
        await bob.SayAsync("JOIN #TEST");
        Assert.Equal(":irc.example 353 bob = #test :@ada bob", await bob.HearAsync(" 353 "));
        await ada.HearAsync("^:bob!~bob@127.0.0.1 JOIN #test$");
    }

    [Theory]
    [InlineData("JOIN", " 461 ada JOIN ")]
    [InlineData("JOIN test", " 403 ada test ")]
    [InlineData("JOIN #", " 403 ada # ")]
    [InlineData("PART", " 461 ada PART ")]
    [InlineData("PART #nowhere", " 403 ada #nowhere ")]
    [InlineData("PART #other", " 442 ada #other ")]
    [InlineData("TOPIC #nowhere", " 403 ada #nowhere ")]
    [InlineData("TOPIC #other :x", " 442 ada #other ")]
    [InlineData("TOPIC #test", " 331 ada #test ")]
    [InlineData("KICK #test", " 461 ada KICK ")]
    [InlineData("KICK #nowhere bob", " 403 ada #nowhere ")]
    [InlineData("KICK #other bob", " 442 ada #other ")]
    [InlineData("KICK #test bob", " 441 ada bob #test ")]
    [InlineData("INVITE bob", " 461 ada INVITE ")]
    [InlineData("INVITE nobody #test", " 401 ada nobody ")]
    [InlineData("INVITE ada #test", " 443 ada ada #test ")]
    [InlineData("INVITE bob #other", " 442 ada #other ")]
    [InlineData("NAMES #nowhere", " 366 ada #nowhere ")]
    [InlineData("NAMES", " 366 ada \\* ")]
    [InlineData("MODE #nowhere", " 403 ada #nowhere ")]
    [InlineData("MODE #other +i", " 442 ada #other ")]
    public async Task What_cannot_be_done_gets_its_numeric(string line, string answer)
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#other");
        await ada.AskAsync(line, answer);
        await ada.HearNothingAsync();
    }

    [Fact]
    public async Task Who_is_no_operator_may_neither_kick_nor_set_topic_or_modes()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        foreach (var line in new[] { "KICK #test ada", "TOPIC #test :mine", "MODE #test +i", "MODE #test +o bob" })
        {
            await bob.AskAsync(line, " 482 bob #test ");
        }
    }

    [Fact]
    public async Task Topic_part_and_kick_are_seen_by_everybody()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await ada.SayAsync("TOPIC #test :a fine place");
        await bob.HearAsync("^:ada!~ada@127.0.0.1 TOPIC #test :a fine place$");
        await using var eve = await IrcPerson.JoinAsync(server, "eve");
        await eve.SayAsync("JOIN #test");
        await eve.HearAsync(" 332 eve #test :a fine place$");
        await eve.HearAsync(" 333 eve #test ada [0-9]+$");
        await eve.HearAsync(" 366 ");
        await eve.SayAsync("PART #test :tea");
        await bob.HearAsync("^:eve!~eve@127.0.0.1 PART #test :tea$");
        await ada.SayAsync("KICK #test bob :enough");
        await bob.HearAsync("^:ada!~ada@127.0.0.1 KICK #test bob :enough$");
        await bob.AskAsync("PRIVMSG #test :still here?", " 404 bob #test ");
        await ada.HearAsync("KICK #test bob");
        await ada.SayAsync("TOPIC #test :");
        await ada.HearAsync(" TOPIC #test :$");
    }

    [Fact]
    public async Task An_empty_channel_is_gone_and_begins_anew()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test", "#other");
        await ada.SayAsync("MODE #test +k word");
        await ada.SayAsync("JOIN 0");
        await ada.HearAsync(" PART #other ");
        await ada.SayAsync("LIST");
        await ada.HearAsync(" 321 ");
        await ada.HearAsync(" 323 ");
        await ada.SayAsync("JOIN #test");
        await ada.HearAsync(" 353 ada = #test :@ada$");
    }

    [Fact]
    public async Task List_tells_how_many_are_where()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test", "#other");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await bob.SayAsync("LIST");
        Assert.Equal(":irc.example 322 bob #test 2 :", await bob.HearAsync(" 322 bob #test"));
        await bob.HearAsync(" 322 bob #other 1 :$");
        await bob.HearAsync(" 323 ");
        await bob.SayAsync("LIST #other");
        await bob.AskAsync("PING x", " 321 ");
        await bob.HearAsync(" 322 bob #other 1 ");
    }

    [Fact]
    public async Task Invite_only_key_and_limit_keep_people_out_until_they_may_come()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob");
        await ada.AskAsync("MODE #test +i", "^:ada!~ada@127.0.0.1 MODE #test \\+i$");
        await bob.AskAsync("JOIN #test", " 473 bob #test ");
        await ada.AskAsync("INVITE bob #test", " 341 ada bob #test$");
        await bob.HearAsync("^:ada!~ada@127.0.0.1 INVITE bob :#test$");
        await bob.SayAsync("JOIN #test");
        await bob.HearAsync(" 366 bob #test ");
        await bob.SayAsync("PART #test");
        await bob.HearAsync(" PART ");
        await ada.HearAsync(" PART ");
        await ada.AskAsync("MODE #test -i+k word", " MODE #test -i\\+k word$");
        await bob.AskAsync("JOIN #test", " 475 bob #test ");
        await bob.AskAsync("JOIN #test wrong", " 475 bob #test ");
        await ada.AskAsync("MODE #test -k+l word 1", " MODE #test -k\\+l \\* 1$");
        await bob.AskAsync("JOIN #test word", " 471 bob #test ");
        await ada.AskAsync("MODE #test +lk 2 word", " MODE #test \\+lk 2 word$");
        await ada.AskAsync("MODE #test", " 324 ada #test \\+klnt word 2$");
        await bob.SayAsync("MODE #test");
        await bob.HearAsync(" 324 bob #test \\+klnt \\* 2$");
        await bob.SayAsync("JOIN #test word");
        await bob.HearAsync(" 366 bob #test ");
    }

    [Fact]
    public async Task An_operator_makes_others_operators_and_unmakes_them()
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#test");
        await ada.SayAsync("MODE #test +o bob");
        await bob.HearAsync("^:ada!~ada@127.0.0.1 MODE #test \\+o bob$");
        await bob.SayAsync("TOPIC #test :bob's");
        await bob.HearAsync(" TOPIC ");
        await bob.AskAsync("MODE #test -o ada", " MODE #test -o ada$");
        await ada.HearAsync(" MODE #test -o ada$");
        await ada.AskAsync("MODE #test -t", " 482 ada #test ");
        await bob.AskAsync("MODE #test -t", " MODE #test -t$");
        await ada.HearAsync(" MODE #test -t$");
        await ada.AskAsync("TOPIC #test :ada's", " TOPIC #test :ada's$");
    }

    [Theory]
    [InlineData("MODE #test +x", " 472 ada x ")]
    [InlineData("MODE #test +l", " 461 ada MODE ")]
    [InlineData("MODE #test +l -5", " 461 ada MODE ")]
    [InlineData("MODE #test +k", " 461 ada MODE ")]
    [InlineData("MODE #test +o", " 461 ada MODE ")]
    [InlineData("MODE #test +o nobody", " 401 ada nobody ")]
    [InlineData("MODE #test +o bob", " 441 ada bob #test ")]
    [InlineData("MODE #test b", " 368 ada #test ")]
    [InlineData("MODE ada", " 221 ada \\+i$")]
    [InlineData("MODE ada +x", " 501 ada ")]
    [InlineData("MODE bob +i", " 502 ada ")]
    [InlineData("MODE nobody +i", " 401 ada nobody ")]
    public async Task Modes_that_make_no_sense(string line, string answer)
    {
        await using var server = IrcServer.Start();
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#test");
        await using var bob = await IrcPerson.JoinAsync(server, "bob");
        await ada.AskAsync(line, answer);
        await ada.HearNothingAsync();
    }

    [Fact]
    public async Task There_is_a_limit_to_channels_for_one_client_and_for_all()
    {
        await using var server = IrcServer.Start(irc: new IrcOptions { MaxChannels = 3, MaxChannelsPerClient = 2 });
        await using var ada = await IrcPerson.JoinAsync(server, "ada", "#a", "#b");
        await ada.AskAsync("JOIN #c", " 405 ada #c ");
        await using var bob = await IrcPerson.JoinAsync(server, "bob", "#c");
        await bob.AskAsync("JOIN #d", " 437 bob #d ");
        await bob.SayAsync("JOIN #a");
        await bob.HearAsync(" 366 bob #a ");
    }

    [Fact]
    public async Task Names_of_a_full_channel_come_on_several_lines_of_512_bytes_at_most()
    {
        await using var server = IrcServer.Start();
        var people = new List<IrcPerson>();
        for (var i = 0; i < 30; i++) people.Add(await IrcPerson.JoinAsync(server, $"a_person_with_a_long_name_{i}", "#test"));
        await people[0].SayAsync("NAMES #test");
        var names = new List<string>();
        while (true)
        {
            var line = await people[0].HearAsync(" (353|366) ");
            Assert.InRange(line.Length, 1, 510);
            if (line.Contains(" 366 ", StringComparison.Ordinal)) break;
            names.AddRange(line.Split(" :")[1].Split(' '));
        }

        Assert.Equal(30, names.Count);
        foreach (var person in people) await person.DisposeAsync();
    }
}
