namespace SocketSchool.Tests;

public sealed class LatencyHistogramTrimTests
{
    [Fact]
    public void A_trimmed_copy_says_the_same_and_can_go_on_counting()
    {
        var histogram = new LatencyHistogram();
        foreach (var value in new long[] { 5, 3000, 3001, 40_000_000 }) histogram.Record(value);
        var trimmed = histogram.Trimmed();
        histogram.Clear();

        Assert.Equal((4, 5, 40_000_000), (trimmed.Count, trimmed.Min, trimmed.Max));
        Assert.Equal(3000, trimmed.Percentile(50), 1.0);
        trimmed.Record(100_000);
        Assert.Equal(1, trimmed.CountBetween(99_000, 101_000));
        Assert.Equal((0, 0), (histogram.Count, histogram.CountBetween(0, double.MaxValue)));
    }
}
