namespace SocketSchool.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("16", 16)]
    [InlineData(" 16 B ", 16)]
    [InlineData("1k", 1024)]
    [InlineData("1K", 1024)]
    [InlineData("64KiB", 65536)]
    [InlineData("64 kb", 65536)]
    [InlineData("1M", 1 << 20)]
    [InlineData("1GiB", 1 << 30)]
    public void A_size_is_a_whole_number_with_a_binary_unit(string text, int bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5k")]
    [InlineData("1T")]
    [InlineData("2G")]
    [InlineData("99999999999")]
    [InlineData(null)]
    public void Anything_else_is_not_a_size(string? text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(16, "16 B")]
    [InlineData(1023, "1,023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1 << 20, "1 MiB")]
    public void A_size_is_written_short(int bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));
}
