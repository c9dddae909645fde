using System.Text;

namespace SocketSchool.Tests;

public class PreviewTests
{
    [Theory]
    [InlineData("hello", "\"hello\"")]
    [InlineData("a\r\n\tb\0", "\"a\\r\\n\\tb\\0\"")]
    [InlineData("say \"hi\" \\o/", "\"say \\\"hi\\\" \\\\o/\"")]
    [InlineData("naïve café 👋", "\"naïve café 👋\"")]
    [InlineData("left \u202e right\u200b", "\"left \\u202e right\\u200b\"")]
    [InlineData("bell \u0007 and escape \u001b[2J", "\"bell \\x07 and escape \\x1b[2J\"")]
    [InlineData("", "")]
    public void Text_comes_in_quotes_with_escapes_for_what_would_not_show(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, Preview.Of(bytes, bytes.Length));
    }

    [Fact]
    public void Half_a_character_shows_as_its_bytes() =>
        Assert.Equal("\"caf\\xc3\"", Preview.Of([.. "caf"u8, 0xc3], 4));

    [Fact]
    public void Bytes_that_are_no_text_come_as_hex() =>
        Assert.Equal("ff fe 00 01 80", Preview.Of([0xff, 0xfe, 0, 1, 0x80], 5));

    [Fact]
    public void A_single_stray_byte_comes_as_hex() => Assert.Equal("a9", Preview.Of([0xa9], 1));

    [Fact]
    public void What_is_longer_is_cut_with_dots_and_never_inside_a_character()
    {
        var bytes = Encoding.UTF8.GetBytes(new string('é', 100));
        Assert.Equal("\"ééééé\"...", Preview.Of(bytes, bytes.Length, 6));
    }

    [Fact]
    public void A_character_that_the_log_cut_off_is_left_out() => Assert.Equal("\"caf\"...", Preview.Of([.. "caf"u8, 0xc3], 100));

    [Fact]
    public void Any_bytes_give_one_printable_line()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 65)];
            random.NextBytes(bytes);
            var line = Preview.Of(bytes, bytes.Length, random.Next(1, 80));
            Assert.NotEqual("", line);
            Assert.DoesNotContain(line, char.IsControl);
        }
    }
}
