using System.Text;

namespace SocketSchool.Tests;

public class UpperServerTests
{
    [Theory]
    [InlineData("hello\n", "HELLO\n")]
    [InlineData("hello\r\n", "HELLO\r\n")]
    [InlineData("one\ntwo\r\nthree", "ONE\nTWO\r\nTHREE")]
    [InlineData("naïve café straße\n", "NAÏVE CAFÉ STRAßE\n")]
    [InlineData("\n\n", "\n\n")]
    [InlineData("quick\n q\nqq\n", "QUICK\n Q\nQQ\n")]
    public async Task Returns_each_line_in_upper_case_with_its_own_end(string sent, string expected)
    {
        await using var server = UpperServer.Start(pause: Timeout.InfiniteTimeSpan);
        Assert.Equal(expected, await PlainClient.AskAsync(server, sent));
    }

    [Theory]
    [InlineData("q\n")]
    [InlineData("q\r\n")]
    [InlineData("q")]
    public async Task The_line_q_ends_the_conversation_and_what_follows_is_not_answered(string q)
    {
        await using var server = UpperServer.Start(pause: TimeSpan.FromMilliseconds(20));
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync("a\n");
        Assert.Equal("A\n", await client.ReadLineAsync());
        await client.SendAsync(q == "q" ? q : q + "b\n");
        if (q == "q") client.Finish();
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_client_without_line_ends_gets_its_message_back_without_one()
    {
        await using var server = UpperServer.Start(pause: TimeSpan.FromMilliseconds(20));
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync("hello");
        Assert.Equal("HELLO", await client.ReadTextAsync(5));
        await client.SendAsync("again");
        Assert.Equal("AGAIN", await client.ReadTextAsync(5));
        await client.SendAsync("q");
        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Lines_that_come_byte_by_byte_are_answered_whole()
    {
        await using var server = UpperServer.Start(pause: Timeout.InfiniteTimeSpan);
        using var client = await PlainClient.ConnectAsync(server);
        await client.DripAsync(server, "é\r\nab\n");
        Assert.Equal("É\r\n", await client.ReadLineAsync());
        Assert.Equal("AB\n", await client.ReadLineAsync());
    }

    [Fact]
    public async Task Thousands_of_lines_in_one_go_are_answered_in_order()
    {
        await using var server = UpperServer.Start();
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"line {number} é\n"));
        using var client = await PlainClient.ConnectAsync(server);
        var sending = client.SendAsync(lines);
        Assert.Equal(lines.ToUpperInvariant(), Encoding.UTF8.GetString(await client.ReadAsync(Encoding.UTF8.GetByteCount(lines))));
        await sending;
    }
}
