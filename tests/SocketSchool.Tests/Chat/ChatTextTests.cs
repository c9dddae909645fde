namespace SocketSchool.Tests;

public class ChatTextTests
{
    [Theory]
    [InlineData("plain text, naïve café, 日本, 👩‍👧", "plain text, naïve café, 日本, 👩‍👧")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[2J\u001b[1;1Hyou are root #", "you are root #")]
    [InlineData("\u001b]0;new title\atext", "text")]
    [InlineData("\u001b]0;new title\u001b\\text", "text")]
    [InlineData("\u001b]52;c;Z3Vlc3M=\u009ctext", "text")]
    [InlineData("\u001bPdevice control\u001b\\text", "text")]
    [InlineData("\u001b(0lqqk", "lqqk")]
    [InlineData("\u001bcreset", "reset")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u009d0;title\u009ctext", "text")]
    [InlineData("bell\a back\b\b rub\u007f nul\0", "bell back rub nul")]
    [InlineData("over\rwritten\ttabbed", "over written tabbed")]
    [InlineData("\u202egnp.exe\u202c", "gnp.exe")]
    [InlineData("a\u2066b\u2069c\u200ed\u200fe\u061cf\ufeff", "abcdef")]
    [InlineData("two\u2028lines\u2029here", "two lines here")]
    [InlineData("\u0085next line", "next line")]
    public void Takes_out_what_a_terminal_would_obey_and_keeps_the_rest(string text, string expected) =>
        Assert.Equal(expected, ChatText.Clean(text));

    [Theory]
    [InlineData("\u001b", "")]
    [InlineData("\u001b[", "")]
    [InlineData("\u001b[31", "")]
    [InlineData("\u001b]0;never ended", "0;never ended")]
    [InlineData("\u001b\u001b[31mx", "x")]
    [InlineData("\u001b]title\u001b[31mx", "x")]
    [InlineData("\u009b", "")]
    [InlineData("\u001b[31\u001b[32mx", "x")]
    public void An_unfinished_sequence_leaves_no_control_character_either(string text, string expected) =>
        Assert.Equal(expected, ChatText.Clean(text));

    [Fact]
    public void Whatever_comes_no_control_character_is_left()
    {
        var random = new Random(7);
        const string alphabet = "\u001b[];?0123mHJ\a\\\u009b\u009c\u009dPX^_ ab\u202e\u0090\r\n\t";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var clean = ChatText.Clean(text);
            Assert.DoesNotContain(clean, one => char.IsControl(one) || one == '\u202e');
            Assert.Same(clean, ChatText.Clean(clean));
        }
    }
}
