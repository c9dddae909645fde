using System.Net;

namespace SocketSchool.Tests.Udp;

public sealed class UdpChatTests
{
    [Fact]
    public async Task Both_sides_number_what_they_send_and_see_the_others_numbers()
    {
        await using var ann = UdpChat.Listen("Ann");
        await using var bob = UdpChat.Join("Bob", ann.EndPoint);
        Assert.Equal(0, await ann.SendAsync("nobody is here yet").Soon());
        Assert.Equal(1, await bob.SendAsync("hello").Soon());
        Assert.Equal("1 Bob: hello", (await Next(ann)).ToString());
        await ann.SendAsync("hi").Soon();
        await ann.SendAsync("how are you?").Soon();
        Assert.Equal("1 Ann: hi", (await Next(bob)).ToString());
        Assert.Equal("2 Ann: how are you?", (await Next(bob)).ToString());
        await bob.SendAsync("[e]").Soon();
        var last = await Next(ann);

        Assert.Equal((true, "2 Bob left the chat"), (last.Leaves, last.ToString()));
        Assert.Empty(ann.Partners);
    }

    [Fact]
    public async Task Loss_repetition_and_overtaking_are_noticed_and_said()
    {
        await using var ann = UdpChat.Listen("Ann");
        await using var network = LossyNetwork.Start(ann.EndPoint, new LossyNetworkOptions
        {
            Decide = (_, number) => number switch
            {
                2 => DatagramFate.Lost,
                4 => DatagramFate.Twice,
                5 => DatagramFate.Late,
                _ => DatagramFate.Passed,
            },
            HoldTime = Timeout.InfiniteTimeSpan,
        });
        await using var bob = UdpChat.Join("Bob", network.EndPoint);
        for (var i = 1; i <= 6; i++) await bob.SendAsync("m").Soon();

        var got = new List<string>();
        for (var i = 0; i < 6; i++) got.Add((await Next(ann)).ToString());
        Assert.Equal(
            ["1 Bob: m", "3 Bob: m (gap: 2 is missing)", "4 Bob: m", "4 Bob: m (again)", "6 Bob: m (gap: 5 is missing)", "5 Bob: m (late)"], got);
    }

    [Fact]
    public async Task One_listener_writes_to_all_who_wrote_and_numbers_for_each()
    {
        await using var ann = UdpChat.Listen("Ann");
        await using var bob = UdpChat.Join("Bob", ann.EndPoint);
        await bob.SendAsync("x").Soon();
        await Next(ann);
        await ann.SendAsync("for Bob").Soon();
        await using var eve = UdpChat.Join("Eve", ann.EndPoint);
        await eve.SendAsync("y").Soon();
        await Next(ann);
        Assert.Equal(2, await ann.SendAsync("for both").Soon());

        Assert.Equal(["1 Ann: for Bob", "2 Ann: for both"], [(await Next(bob)).ToString(), (await Next(bob)).ToString()]);
        Assert.Equal("1 Ann: for both", (await Next(eve)).ToString());
    }

    [Fact]
    public async Task A_plain_datagram_is_a_message_without_a_number_and_no_control_character_reaches_a_terminal()
    {
        await using var ann = UdpChat.Listen("Ann");
        using var plain = UdpTest.NewSocket(ann.EndPoint);
        await plain.SayAsync("UDP Program!\u001b[2J\n");
        Assert.Equal($"- {plain.LocalEndPoint}: UDP Program!?[2J (not numbered)", (await Next(ann)).ToString());
        await ann.SendAsync("a\u001b[31mb").Soon();

        Assert.Equal("1 Ann: a?[31mb", await plain.HearAsync());
    }

    [Fact]
    public async Task Strangers_never_push_out_more_than_sixty_four_and_the_most_silent_one_goes_first()
    {
        await using var ann = UdpChat.Listen("Ann");
        var sockets = Enumerable.Range(0, 66).Select(_ => UdpTest.NewSocket(ann.EndPoint)).ToArray();
        // The first one speaks again, so the second and the third have been silent longest.
        foreach (var socket in sockets[..64].Append(sockets[0]).Concat(sockets[64..]))
        {
            await socket.SayAsync("1 X: x");
            await Next(ann);
        }

        Assert.Equal(
            sockets[3..64].Append(sockets[0]).Concat(sockets[64..]).Select(socket => (IPEndPoint)socket.LocalEndPoint!), ann.Partners);
        foreach (var socket in sockets) socket.Dispose();
    }

    [Fact]
    public async Task A_keyboard_is_read_line_by_line_and_its_goodbye_stops_the_chat()
    {
        using var keyboard = new TypedLines();
        await using var ann = UdpChat.Listen("Ann", keyboard: keyboard);
        await using var bob = UdpChat.Join("Bob", ann.EndPoint);
        await bob.SendAsync("hello").Soon();
        await Next(ann);
        keyboard.Type("hi");
        Assert.Equal("1 Ann: hi", (await Next(bob)).ToString());
        keyboard.Type("[e]");
        Assert.Equal("2 Ann left the chat", (await Next(bob)).ToString());
        await ann.Server.Completion.Soon();
    }

    [Fact]
    public async Task The_end_of_the_keyboard_is_not_the_end_of_the_chat()
    {
        using var keyboard = new StringReader("typed too early\n");
        await using var ann = UdpChat.Listen("Ann", keyboard: keyboard);
        await Waiting.Until(() => ann.Server.Log.Events.Any(e => e.Text.StartsWith("nobody has written", StringComparison.Ordinal)), "it says so");
        await using var bob = UdpChat.Join("Bob", ann.EndPoint);
        await bob.SendAsync("hello").Soon();
        Assert.Equal("1 Bob: hello", (await Next(ann)).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a\nb")]
    [InlineData("123456789012345678901234567890123")]
    public void Names_that_could_not_be_read_back_are_refused(string name) =>
        Assert.Throws<ArgumentException>(nameof(name), () => UdpChat.Listen(name));

    [Fact]
    public async Task A_text_that_needs_more_than_one_packet_is_refused()
    {
        await using var bob = UdpChat.Join("Bob", new IPEndPoint(IPAddress.Loopback, 9));
        await Assert.ThrowsAsync<LimitExceededException>(() => bob.SendAsync(new string('x', 1001)));
    }

    [Theory]
    [InlineData("3 Ada: hello", 3L, "Ada", "hello")]
    [InlineData("3 Ada: 10:30 is fine\r\n", 3L, "Ada", "10:30 is fine")]
    [InlineData("12 monkeys", 12L, "", "monkeys")]
    [InlineData("hello", null, "", "hello")]
    [InlineData("", null, "", "")]
    [InlineData("-1 Ada: x", null, "", "-1 Ada: x")]
    [InlineData("0 Ada: x", null, "", "0 Ada: x")]
    [InlineData("99999999999999999999 Ada: x", null, "", "99999999999999999999 Ada: x")]
    public void A_datagram_is_read_as_number_name_and_text(string datagram, long? number, string name, string text) =>
        Assert.Equal(new NumberedMessage(number, name, text), NumberedMessage.Parse(datagram));

    private static Task<ChatMessage> Next(UdpChat chat) => chat.ReceiveAsync(TimeSpan.FromSeconds(20));
}
