namespace SocketSchool.Tests;

public sealed class LatencyHistogramTests
{
    [Theory]
    // Nearest rank over 15 20 35 40 50: rank = ceil(p/100 * 5).
    [InlineData(0, 15)]
    [InlineData(5, 15)]
    [InlineData(30, 20)]
    [InlineData(40, 20)]
    [InlineData(50, 35)]
    [InlineData(80, 40)]
    [InlineData(81, 50)]
    [InlineData(100, 50)]
    public void Percentiles_are_by_nearest_rank(double percent, double expected) =>
        Assert.Equal(expected, Of(50, 15, 35, 20, 40).Percentile(percent));

    [Fact]
    public void P99_9_of_a_thousand_values_is_the_999th() => Assert.Equal(999, Of([.. Enumerable.Range(1, 1000).Select(i => (long)i)]).Percentile(99.9));

    [Fact]
    public void The_median_of_an_even_number_of_values_is_the_lower_of_the_two_in_the_middle() => Assert.Equal(20, Of(10, 20, 30, 40).Percentile(50));

    [Theory]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(14_623)]
    [InlineData(1_000_001)]
    [InlineData(59_999_999_999)]
    public void A_value_is_kept_to_within_a_thousandth(long value)
    {
        var histogram = Of(1, value, LatencyHistogram.Longest);

        Assert.InRange(histogram.Percentile(50), value * 0.999, value * 1.001);
    }

    [Fact]
    public void Least_greatest_and_total_are_exact()
    {
        var histogram = Of(1_234_567, 14_623, 98_765_432);

        Assert.Equal((14_623, 98_765_432, 100_014_622), (histogram.Min, histogram.Max, histogram.Total));
        Assert.Equal(3, histogram.Count);
    }

    [Fact]
    public void What_is_out_of_range_counts_as_the_nearest_in_range()
    {
        var histogram = Of(-5, long.MaxValue);

        Assert.Equal((0, LatencyHistogram.Longest), (histogram.Min, histogram.Max));
    }

    [Fact]
    public void Adding_two_gives_what_recording_into_one_would()
    {
        var both = Of(10, 20);
        both.Add(Of(5, 30_000));
        both.Add(new LatencyHistogram());
        var one = Of(10, 20, 5, 30_000);

        Assert.Equal((one.Count, one.Min, one.Max, one.Total), (both.Count, both.Min, both.Max, both.Total));
        Assert.Equal(one.Percentile(75), both.Percentile(75));
    }

    [Fact]
    public void An_empty_one_says_zero() => Assert.Equal(0, new LatencyHistogram().Percentile(99));

    [Fact]
    public void Recording_allocates_nothing()
    {
        var histogram = Of(1);
        var allocated = Allocations.Least(() =>
        {
            for (var i = 0; i < 10_000; i++) histogram.Record(i * 997L);
        });

        Assert.Equal(0, allocated);
    }

    private static LatencyHistogram Of(params long[] values)
    {
        var histogram = new LatencyHistogram();
        foreach (var value in values) histogram.Record(value);
        return histogram;
    }
}
