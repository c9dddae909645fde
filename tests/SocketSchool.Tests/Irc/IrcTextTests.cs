using System.Text;

namespace SocketSchool.Tests;

public class IrcTextTests
{
    [Fact]
    public void Long_text_is_cut_between_words() =>
        Assert.Equal(["one two", "three", "four"], IrcText.Split("one two three four", 8));

    [Fact]
    public void A_word_that_is_too_long_is_cut_at_the_edge_of_a_character() =>
        Assert.Equal(["éé", "éé", "é"], IrcText.Split("ééééé", 5));

    [Fact]
    public void Line_ends_cut_too_and_empty_pieces_are_left_out() =>
        Assert.Equal(["a", "b", "c"], IrcText.Split("a\r\n\nb\rc\0", 100));

    [Fact]
    public void Every_piece_fits_and_no_word_is_lost()
    {
        var text = string.Join(' ', Enumerable.Range(1, 500).Select(i => $"wörd{i}"));
        var pieces = IrcText.Split(text, 97);
        Assert.All(pieces, piece => Assert.InRange(Encoding.UTF8.GetByteCount(piece), 1, 97));
        Assert.Equal(text, string.Join(' ', pieces));
    }

    [Theory]
    [InlineData("x", 600, 512)]
    [InlineData("é", 600, 512)]
    [InlineData("€", 600, 512)]
    public void A_line_on_the_wire_has_512_bytes_at_most_and_only_whole_characters(string letter, int count, int most)
    {
        var bytes = IrcText.Encode(string.Concat(Enumerable.Repeat(letter, count)));
        Assert.InRange(bytes.Length, most - 3, most);
        Assert.Equal("\r\n"u8.ToArray(), bytes[^2..]);
        Assert.DoesNotContain('\ufffd', Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void What_is_not_utf8_is_taken_for_latin1() => Assert.Equal("café", IrcText.Decode([(byte)'c', (byte)'a', (byte)'f', 0xe9]));

    [Theory]
    [InlineData("Ada", "aDA", true)]
    [InlineData("bob[1]\\~", "BOB{1}|^", true)]
    [InlineData("ada", "ada_", false)]
    public void Names_are_compared_as_rfc_1459_has_it(string a, string b, bool same)
    {
        Assert.Equal(same, IrcNames.AreEqual(a, b));
        if (same) Assert.Equal(IrcNames.Comparer.GetHashCode(a), IrcNames.Comparer.GetHashCode(b));
    }

    [Theory]
    [InlineData("ada", true)]
    [InlineData("[ada]-1", true)]
    [InlineData("1ada", false)]
    [InlineData("-ada", false)]
    [InlineData("a da", false)]
    [InlineData("zoë", false)]
    [InlineData("a!b", false)]
    [InlineData("", false)]
    public void A_nickname_is_told_from_what_is_none(string nick, bool isOne) => Assert.Equal(isOne, IrcNames.IsNick(nick));
}
