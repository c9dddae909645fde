namespace SocketSchool.Tests;

public sealed class AxisTicksTests
{
    private static readonly FigureAxis s_log = FigureAxis.Log("time", "us");
    private static readonly FigureAxis s_logBytes = FigureAxis.Log("size", FigureAxis.Bytes);
    private static readonly FigureAxis s_linear = FigureAxis.Linear("count");

    [Fact]
    public void Two_decades_are_numbered_at_1_2_and_5()
    {
        var ticks = AxisTicks.For(s_log, 14.2, 650, fromZero: false, snap: true);

        Assert.Equal([10, 20, 50, 100, 200, 500], ticks.Major);
        Assert.Equal([30, 40, 60, 70, 80, 90, 300, 400, 600, 700], ticks.Minor);
        Assert.Equal((10, 700), (ticks.From, ticks.To));
    }

    [Fact]
    public void Many_decades_are_numbered_at_powers_of_ten_only() =>
        Assert.Equal([0.001, 0.01, 0.1, 1, 10, 100], AxisTicks.For(s_log, 0.001, 100, fromZero: false, snap: true).Major);

    [Fact]
    public void Very_many_decades_skip_some_powers() =>
        Assert.InRange(AxisTicks.For(s_log, 1e-12, 1e12, fromZero: false, snap: true).Major.Count, 5, 12);

    [Fact]
    public void Less_than_a_factor_of_two_gets_even_steps()
    {
        var ticks = AxisTicks.For(s_log, 14.1, 17.8, fromZero: false, snap: true);

        Assert.Equal([14, 15, 16, 17, 18], ticks.Major);
    }

    [Fact]
    public void Bytes_on_a_logarithmic_axis_are_powers_of_two()
    {
        var ticks = AxisTicks.For(s_logBytes, 16, 1 << 20, fromZero: false, snap: false);

        Assert.Equal([16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576], ticks.Major);
        Assert.True(ticks.From < 16 && ticks.To > 1 << 20);
    }

    [Theory]
    [InlineData(0, 10, 2)]
    [InlineData(0, 8400, 2000)]
    [InlineData(0, 0.004, 0.001)]
    [InlineData(-3, 3, 1)]
    public void Linear_steps_are_1_2_or_5_times_a_power_of_ten(double least, double greatest, double step)
    {
        var ticks = AxisTicks.For(s_linear, least, greatest, fromZero: false, snap: true);

        Assert.Equal(step, ticks.Major[1] - ticks.Major[0], 9);
        Assert.True(ticks.From <= least && ticks.To >= greatest);
    }

    [Fact]
    public void Bars_begin_at_zero() => Assert.Equal(0, AxisTicks.For(s_linear, 900, 1000, fromZero: true, snap: true).From);

    [Theory]
    [InlineData(0.6, 0.1)]
    [InlineData(2, 1)]
    [InlineData(1.9, 0.1)]
    [InlineData(10, 1)]
    public void Bars_on_a_logarithmic_axis_begin_a_good_way_below_the_shortest(double least, double from) =>
        Assert.Equal(from, AxisTicks.For(s_log, least, 100, fromZero: true, snap: true).From, 9);

    [Theory]
    [InlineData(AxisScale.Linear, 5)]
    [InlineData(AxisScale.Linear, 0)]
    [InlineData(AxisScale.Log, 5)]
    [InlineData(AxisScale.Log, 10)]
    public void One_value_alone_still_has_an_axis_around_it(AxisScale scale, double value)
    {
        var ticks = AxisTicks.For(new FigureAxis("x", "", scale), value, value, fromZero: false, snap: true);

        Assert.True(ticks.From < ticks.To);
        Assert.InRange(value, ticks.From, ticks.To);
        Assert.NotEmpty(ticks.Major);
    }
}
