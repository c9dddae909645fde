using System.Text;

namespace SocketSchool.Tests;

public class ChatServerTests
{
    [Fact]
    public async Task What_one_says_all_the_others_see_with_the_speakers_address()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        using var eve = await ChatClient.EnterAsync(room);
        var address = room.Names[1];
        await bob.SayAsync("hello, wörld");
        Assert.Equal($"From {address} - hello, wörld", await ada.UntilAsync("wörld"));
        Assert.Equal($"From {address} - hello, wörld", await eve.NextAsync());
        await eve.SayAsync("got it");
        Assert.EndsWith(" - got it", await bob.UntilAsync(" - got it"));
    }

    [Fact]
    public async Task The_speaker_does_not_hear_itself()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        await bob.SayAsync("one");
        await ada.UntilAsync("one");
        await ada.SayAsync("two");
        Assert.EndsWith("- two", await bob.NextAsync());
    }

    [Fact]
    public async Task Newcomers_and_leavers_are_announced()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using (var bob = await ChatClient.EnterAsync(room))
        {
            Assert.EndsWith(" has joined", await ada.NextAsync());
            await bob.SayAsync("/name Bob");
            Assert.EndsWith(" is now called Bob", await ada.NextAsync());
            Assert.EndsWith(" is now called Bob", await bob.NextAsync());
            await bob.SayAsync("quit");
            Assert.Equal("", await bob.ReadToEndAsync());
        }

        Assert.Equal("* Bob has left", await ada.NextAsync());
        Assert.Single(room.Names);
        Assert.Empty(room.Faults);
    }

    [Fact]
    public async Task A_name_is_for_one_only_whatever_its_case()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        await ada.SayAsync("/name Ada");
        await bob.UntilAsync("is now called Ada");
        await bob.SayAsync("/name ADA");
        Assert.Equal("* somebody is called ADA already", await bob.NextAsync());
        await bob.SayAsync("/name Bob");
        await bob.UntilAsync("is now called Bob");
        await bob.SayAsync("hi");
        Assert.Equal("From Bob - hi", await ada.UntilAsync("hi"));
        await bob.SayAsync("/who");
        Assert.Equal("* here: Ada, Bob", await bob.NextAsync());
    }

    [Theory]
    [InlineData("/name two words", "* a name has 1 to 20 letters, digits, - or _")]
    [InlineData("/name 127.0.0.1:5", "* a name has 1 to 20 letters, digits, - or _")]
    [InlineData("/name abcdefghijklmnopqrstu", "* a name has 1 to 20 letters, digits, - or _")]
    [InlineData("/nmae Ada", "* no such command; there are /name NAME, /who and quit")]
    public async Task A_bad_command_is_answered_to_its_sender_alone(string command, string answer)
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        await ada.UntilAsync("has joined");
        await bob.SayAsync(command);
        Assert.Equal(answer, await bob.NextAsync());
        await bob.SayAsync("next");
        Assert.EndsWith("- next", await ada.NextAsync());
    }

    [Fact]
    public async Task A_room_that_asks_for_names_lets_nobody_in_without_one()
    {
        await using var room = ChatServer.Start(asksNames: true);
        using var ada = new ChatClient(await PlainClient.ConnectAsync(room));
        Assert.Equal("* what is your name?", await ada.NextAsync());
        Assert.Empty(room.Names);
        await ada.SayAsync("Ada");
        Assert.StartsWith("* welcome, you are Ada; nobody else", await ada.NextAsync());
        using var other = new ChatClient(await PlainClient.ConnectAsync(room));
        await other.SayAsync("ada");
        await other.UntilAsync("somebody is called ada already");
        await other.SayAsync("Bob");
        Assert.StartsWith("* welcome, you are Bob; 1 other here", await other.UntilAsync("quit leaves"));
        Assert.Equal("* Bob has joined", await ada.NextAsync());
    }

    [Fact]
    public async Task Control_characters_reach_nobodys_terminal()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var eve = await ChatClient.EnterAsync(room);
        await ada.UntilAsync("has joined");
        await eve.SayAsync("/name E\u001b[31mve");
        Assert.EndsWith("is now called Eve", await ada.NextAsync());
        await eve.SayAsync("\u001b[2J\u001b]0;title\a\u202eboo\u009b1m!");
        Assert.Equal("From Eve - boo!", await ada.NextAsync());
        await eve.SendAsync([0xff, (byte)'x', 0xc3, (byte)'\n']);
        Assert.Equal("From Eve - \ufffdx\ufffd", await ada.NextAsync());
        await eve.SayAsync("\u001b[2J");
        await eve.SayAsync("only this");
        Assert.Equal("From Eve - only this", await ada.NextAsync());
    }

    [Fact]
    public async Task Lines_are_whole_however_they_were_cut_and_whoever_else_speaks()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        using var eve = await ChatClient.EnterAsync(room);
        await ada.UntilAsync("has joined");
        await ada.UntilAsync("has joined");
        async Task SpeakAsync(ChatClient who, char letter)
        {
            for (var i = 0; i < 500; i++)
            {
                await who.SendAsync(Encoding.UTF8.GetBytes(new string(letter, 50)));
                await who.SendAsync(Encoding.UTF8.GetBytes(new string(letter, 50) + "\n"));
            }
        }

        var speaking = Task.WhenAll(Task.Run(() => SpeakAsync(bob, 'b')), Task.Run(() => SpeakAsync(eve, 'é')));
        var hearing = Task.WhenAll(DrainAsync(bob, 500), DrainAsync(eve, 500));
        for (var i = 0; i < 1000; i++) Assert.Matches("^From [0-9.:]+ - (b{100}|é{100})$", await ada.NextAsync());
        await speaking;
        await hearing;

        static async Task DrainAsync(ChatClient who, int lines)
        {
            for (var i = 0; i < lines;) i += (await who.NextAsync()).StartsWith("From", StringComparison.Ordinal) ? 1 : 0;
        }
    }

    [Fact]
    public async Task All_see_the_same_conversation_in_the_same_order()
    {
        await using var room = ChatServer.Start();
        var all = new List<ChatClient>();
        for (var i = 0; i < 6; i++) all.Add(await ChatClient.EnterAsync(room));
        var speakers = all[..4];
        await Task.WhenAll(speakers.Select((one, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 100; n++) await one.SayAsync($"{i}.{n}");
        })));
        async Task<List<string>> HeardAsync(ChatClient who)
        {
            var heard = new List<string>();
            while (heard.Count < 400)
            {
                if (await who.NextAsync() is ['F', ..] line) heard.Add(line);
            }

            return heard;
        }

        Assert.Equal(await HeardAsync(all[4]), await HeardAsync(all[5]));
        foreach (var one in all) one.Dispose();
    }

    [Fact]
    public async Task A_last_line_without_an_end_is_said_before_the_half_closed_client_leaves()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        await ada.UntilAsync("has joined");
        await bob.SendAsync("last words"u8.ToArray());
        bob.Finish();
        Assert.EndsWith("- last words", await ada.NextAsync());
        Assert.EndsWith("has left", await ada.NextAsync());
        Assert.Equal("", await bob.ReadToEndAsync());
    }

    [Fact]
    public async Task A_client_without_line_ends_is_heard_after_a_pause()
    {
        await using var room = ChatServer.Start(pause: TimeSpan.FromMilliseconds(50));
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        await ada.UntilAsync("has joined");
        await bob.SendAsync("no end"u8.ToArray());
        Assert.EndsWith("- no end", await ada.NextAsync());
        await bob.SendAsync("quit"u8.ToArray());
        Assert.EndsWith("has left", await ada.NextAsync());
    }

    [Fact]
    public async Task The_room_stops_with_people_in_it()
    {
        var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        await room.StopAsync().WaitAsync(PlainClient.Patience);
        Assert.Equal("", await ada.ReadToEndAsync());
        Assert.Empty(room.Faults);
    }

    // The thread that sent the welcome may not have returned yet when the room is closed: seen as one reset in a few hundred rooms.
    [Fact]
    public Task A_room_that_stops_right_after_a_line_resets_nobody() => Parallel.ForEachAsync(
        Enumerable.Range(0, 2000),
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (_, stop) =>
        {
            var room = ChatServer.Start();
            using var ada = await PlainClient.ConnectAsync(room);
            Assert.EndsWith("\n", await ada.ReadSomeAsync(), StringComparison.Ordinal);
            await room.StopAsync().WaitAsync(PlainClient.Patience, stop);
            Assert.Equal("", await ada.ReadToEndAsync());
        });

    [Fact]
    public void A_queue_too_small_for_a_line_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChatServer.Start(maxQueuedBytes: 1000));
}
