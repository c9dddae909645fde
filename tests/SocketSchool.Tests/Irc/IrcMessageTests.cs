namespace SocketSchool.Tests;

public class IrcMessageTests
{
    [Theory]
    [InlineData("PING :abc", null, "PING", "abc")]
    [InlineData("PING abc\r\n", null, "PING", "abc")]
    [InlineData(":ada!a@host PRIVMSG #test :hello, world", "ada!a@host", "PRIVMSG", "#test", "hello, world")]
    [InlineData(":irc.example 433 * ada :Nickname is already in use", "irc.example", "433", "*", "ada", "Nickname is already in use")]
    [InlineData("USER a 0 * :", null, "USER", "a", "0", "*", "")]
    [InlineData("PRIVMSG #test ::-)", null, "PRIVMSG", "#test", ":-)")]
    [InlineData("  privmsg   #test   :two  spaces ", null, "PRIVMSG", "#test", "two  spaces ")]
    [InlineData("QUIT", null, "QUIT")]
    [InlineData("JOIN #a ", null, "JOIN", "#a")]
    [InlineData("@time=12:00;x=y :a B c", "a", "B", "c")]
    [InlineData("X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 and more", null, "X", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
        "13", "14", "15 and more")]
    public void A_line_is_taken_apart(string line, string? prefix, string command, params string[] parameters)
    {
        var message = IrcMessage.Parse(line);
        Assert.Equal(prefix, message.Prefix);
        Assert.Equal(command, message.Command);
        Assert.Equal(parameters, message.Parameters);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(":only.a.prefix")]
    [InlineData(": PING x")]
    [InlineData("12 x")]
    [InlineData("1234 x")]
    [InlineData("PRIV-MSG x")]
    [InlineData("PING a\nQUIT")]
    [InlineData("PING a\rb")]
    [InlineData("PING a\0b")]
    [InlineData("@only-a-tag")]
    public void What_is_no_line_is_refused_by_name(string line)
    {
        Assert.False(IrcMessage.TryParse(line, out _));
        Assert.DoesNotContain('\n', Assert.Throws<FormatException>(() => IrcMessage.Parse(line)).Message);
    }

    [Theory]
    [InlineData("PING abc")]
    [InlineData(":a!b@c PRIVMSG #test :two words")]
    [InlineData(":s 332 ada #test ::)")]
    [InlineData("TOPIC #test :")]
    public void A_line_survives_being_taken_apart_and_put_together(string line) => Assert.Equal(line, IrcMessage.Parse(line).ToString());

    [Theory]
    [InlineData("PRIVMSG", "#test", "a\r\nQUIT")]
    [InlineData("PRIVMSG", "#test", "a\nQUIT")]
    [InlineData("PRIVMSG", "#test", "a\rQUIT")]
    [InlineData("PRIVMSG", "#test\r\nQUIT", "a")]
    [InlineData("PRIVMSG", "#test", "a\0b")]
    [InlineData("PRIVMSG", "two words", "a")]
    [InlineData("PRIVMSG", ":colon", "a")]
    [InlineData("PRIVMSG", "", "a")]
    [InlineData("PRIVMSG\r\nQUIT", "#test", "a")]
    [InlineData("", "#test", "a")]
    public void What_would_be_another_line_on_the_wire_is_refused(string command, params string[] parameters)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new IrcMessage(command, parameters));
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_prefix_gives_the_nickname()
    {
        Assert.Equal("ada", IrcMessage.Parse(":ada!~a@host PING").Nick);
        Assert.Equal("irc.example", IrcMessage.Parse(":irc.example PING").Nick);
        Assert.Equal("", IrcMessage.Parse("PING").Nick);
        Assert.Equal("", IrcMessage.Parse("PING")[7]);
    }
}
