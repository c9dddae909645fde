namespace SocketSchool.Tests;

public class InOrderTests
{
    [Theory]
    [InlineData("1 2 3", "1|2|3")]
    [InlineData("2 3 1", "||1 2 3")]
    [InlineData("1 1 2 2 1", "1||2||")]
    [InlineData("3 3 1 2", "||1|2 3")]
    public void It_hands_on_each_number_once_and_in_order(string numbers, string expected)
    {
        var order = new InOrder<long>();
        var got = numbers.Split(' ').Select(long.Parse).Select(number =>
        {
            Assert.True(order.Take(number, number, out var ready));
            return string.Join(' ', ready);
        });
        Assert.Equal(expected, string.Join('|', got));
    }

    [Fact]
    public void What_is_too_far_ahead_is_not_kept_and_not_acknowledged()
    {
        var order = new InOrder<string>();
        Assert.False(order.Take(InOrder<string>.Room + 1, "x", out _));
        Assert.True(order.Take(InOrder<string>.Room, "x", out _));
        Assert.False(order.Take(0, "x", out _));
        Assert.False(order.Take(long.MinValue, "x", out _));
        Assert.False(order.Take(long.MaxValue, "x", out _));
        Assert.Equal(0, order.Duplicates);
    }
}
