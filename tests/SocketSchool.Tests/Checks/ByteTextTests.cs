using System.Text;

namespace SocketSchool.Tests;

public sealed class ByteTextTests
{
    [Theory]
    [InlineData("", "nothing")]
    [InlineData("3: é\n", "\"3: é\\n\"")]
    [InlineData("a\tb\r\n", "\"a\\tb\\r\\n\"")]
    public void Text_is_quoted(string text, string shown) => Assert.Equal(shown, ByteText.Quote(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("C30A", "c3 0a")]
    [InlineData("9CBC4480", "9c bc 44 80")]
    [InlineData("0000000000", "00 00 00 00 00")]
    [InlineData("00000005616C6F6E65", "00 00 00 05 \"alone\"")]
    [InlineData("0000000561", "00 00 00 05 61")]
    [InlineData("00000007 74776F206F6E65 0000000A 666F7572207468726565", "00 00 00 07 \"two one\" 00 00 00 0a \"four three\"")]
    [InlineData("0000000F 6272C3BB6CC3A965", "00 00 00 0f \"brûlée\"")]
    public void Numbers_are_hexadecimal_and_what_is_readable_between_them_is_quoted(string hex, string shown) =>
        Assert.Equal(shown, ByteText.Quote(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void A_length_that_happens_to_be_the_code_of_a_letter_stays_a_number() =>
        Assert.Equal("00 00 00 61 \"words\"", ByteText.Quote([0, 0, 0, 0x61, .. "words"u8]));

    [Fact]
    public void Long_text_is_cut_between_characters() =>
        Assert.Equal("\"ééé\" ... (20 bytes in all)", ByteText.Quote(Encoding.UTF8.GetBytes(new string('é', 10)), 7));
}
