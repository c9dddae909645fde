using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

public sealed class ConnectionLineTests
{
    [Fact]
    public async Task Lines_may_end_with_LF_or_CR_LF_in_any_mixture()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends("one\ntwo\r\n\n\r\nfive\rstill five\r\r\nlast");
        pair.Peer.Shutdown(SocketShutdown.Send);

        var lines = new List<string>();
        while (await pair.Connection.ReadLineAsync().Soon() is { } line) lines.Add(line);

        Assert.Equal(["one", "two", "", "", "five\rstill five\r", "last"], lines);
    }

    [Fact]
    public async Task A_last_line_without_an_end_is_a_line_and_keeps_its_CR()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends("half\r");
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Equal("half\r", await pair.Connection.ReadLineAsync().Soon());
        Assert.Null(await pair.Connection.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task A_line_cut_at_any_byte_is_still_the_same_line()
    {
        const string Line = "a\u00e9\u20ac\U0001F600z";
        var bytes = Encoding.UTF8.GetBytes(Line + "\r\n");
        using var pair = await Pair.Connect();
        var sent = 0;
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var reading = pair.Connection.ReadLineAsync();
            pair.PeerSends(bytes.AsSpan(0, cut));
            await pair.ConnectionHasTaken(sent + cut);
            pair.PeerSends(bytes.AsSpan(cut));
            sent += bytes.Length;
            Assert.Equal(Line, await reading.Soon());
        }
    }

    [Fact]
    public async Task A_line_that_comes_one_byte_at_a_time_is_one_line()
    {
        using var pair = await Pair.Connect();
        var text = new string('x', 3000);
        var reading = pair.Connection.ReadLineAsync();
        foreach (var c in text + "\n") pair.PeerSends((byte)c);

        Assert.Equal(text, await reading.Soon());
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_become_the_replacement_character()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends([(byte)'a', 0xff, (byte)'b', 0xc3, (byte)'\n', 0xe2, 0x82, (byte)'\n']);

        Assert.Equal("a\ufffdb\ufffd", await pair.Connection.ReadLineAsync().Soon());
        Assert.Equal("\ufffd", await pair.Connection.ReadLineAsync().Soon());
    }

    [Theory]
    [InlineData("12345678\n")]
    [InlineData("12345678\r\n")]
    [InlineData("12345678")]
    public async Task A_line_of_exactly_the_limit_passes(string wire)
    {
        using var pair = await Pair.Connect(new ConnectionOptions { MaxLineBytes = 8 });
        pair.PeerSends(wire);
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Equal("12345678", await pair.Connection.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task The_CR_of_a_line_end_does_not_count_even_when_the_LF_comes_later()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { MaxLineBytes = 8 });
        var reading = pair.Connection.ReadLineAsync();
        pair.PeerSends("12345678\r");
        await pair.ConnectionHasTaken(9);
        pair.PeerSends("\n");

        Assert.Equal("12345678", await reading.Soon());
    }

    [Theory]
    [InlineData("123456789\n")]
    [InlineData("123456789\r\n")]
    [InlineData("12345678\rX\n")]
    [InlineData("123456789")]
    public async Task A_line_one_byte_over_the_limit_is_refused_at_once(string wire)
    {
        using var pair = await Pair.Connect(new ConnectionOptions { MaxLineBytes = 8 });
        pair.PeerSends(wire);

        // The peer neither sends more nor closes: the limit must not need that.
        var e = await Assert.ThrowsAsync<LimitExceededException>(() => pair.Connection.ReadLineAsync().Soon());
        Assert.Equal("MaxLineBytes", e.Limit);
        Assert.Equal($"{pair.Connection.RemoteEndPoint} sent a line of more than 8 bytes (MaxLineBytes).", e.Message);
        await Assert.ThrowsAsync<LimitExceededException>(() => pair.Connection.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task A_last_line_over_the_limit_is_refused_also_when_its_last_byte_is_a_CR()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { MaxLineBytes = 8 });
        pair.PeerSends("12345678\r");
        pair.Peer.Shutdown(SocketShutdown.Send);

        await Assert.ThrowsAsync<LimitExceededException>(() => pair.Connection.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task The_limit_counts_bytes_and_not_characters()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { MaxLineBytes = 8 });
        pair.PeerSends("\u20ac\u20ac\u20ac\n");

        await Assert.ThrowsAsync<LimitExceededException>(() => pair.Connection.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task A_flood_without_a_line_end_costs_no_more_memory_than_the_limit_asks_for()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { MaxLineBytes = 10_000 });
        var flooding = pair.Peer.SendAsync(new byte[50_000_000]);

        await Assert.ThrowsAsync<LimitExceededException>(() => pair.Connection.ReadLineAsync().Soon());
        Assert.InRange(pair.Connection.BytesReceived, 10_001, 40_000);
        pair.Connection.Abort();
        await Assert.ThrowsAsync<SocketException>(() => flooding.Soon());
    }

    [Fact]
    public async Task Many_lines_in_one_piece_are_read_one_by_one()
    {
        using var pair = await Pair.Connect();
        var lines = Enumerable.Range(0, 5000).Select(i => $"line {i}").ToArray();
        var sending = pair.Peer.SendAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        foreach (var line in lines) Assert.Equal(line, await pair.Connection.ReadLineAsync().Soon());
        await sending.Soon();
    }

    [Fact]
    public async Task Send_line_adds_one_line_feed()
    {
        using var pair = await Pair.Connect();
        await pair.Connection.SendLineAsync("\u20ac").Soon();
        pair.Connection.ShutdownSend();

        var read = await pair.PeerReadsToEnd();
        Assert.Equal([0xe2, 0x82, 0xac, (byte)'\n'], read);
    }
}
