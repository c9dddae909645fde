namespace SocketSchool.Tests;

public sealed class MedianIntervalTests
{
    [Theory]
    // Computed with whole numbers of any length; those up to 100 also stand in tables of nonparametric statistics.
    [InlineData(6, 0.95, 1)]
    [InlineData(7, 0.95, 1)]
    [InlineData(10, 0.95, 2)]
    [InlineData(20, 0.95, 6)]
    [InlineData(50, 0.95, 18)]
    [InlineData(99, 0.95, 40)]
    [InlineData(100, 0.95, 40)]
    [InlineData(100, 0.99, 37)]
    [InlineData(1000, 0.95, 469)]
    [InlineData(2001, 0.95, 957)]
    [InlineData(2002, 0.99, 943)]
    [InlineData(10_000, 0.95, 4902)]
    public void The_ranks_are_those_of_the_binomial_distribution(long samples, double confidence, long rank) =>
        Assert.Equal(rank, MedianInterval.LowerRank(samples, confidence));

    [Fact]
    public void The_ends_are_samples_of_those_ranks()
    {
        var interval = MedianInterval.Of(Rounds.Of([.. Enumerable.Range(1, 100).Select(i => (double)i)]));

        Assert.Equal((50.0, 40.0, 61.0, true), (Near(interval.MedianUs), Near(interval.LowUs), Near(interval.HighUs), interval.IsReached));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Fewer_than_six_samples_are_not_enough_for_95_percent(int samples)
    {
        var interval = MedianInterval.Of(Rounds.Of([.. Enumerable.Range(1, samples).Select(i => (double)i)]));

        Assert.False(interval.IsReached);
        Assert.Equal((samples == 0 ? 0 : 1, samples), (interval.LowUs, interval.HighUs));
    }

    [Fact]
    public void It_holds_the_true_median_as_often_as_it_says()
    {
        var random = new Random(5);
        var held = 0;
        for (var run = 0; run < 1000; run++)
        {
            // Exponential with mean 100 us: as skewed as latencies are, true median 100 ln 2.
            var interval = MedianInterval.Of(Rounds.Of([.. Enumerable.Range(0, 51).Select(_ => -100 * Math.Log(1 - random.NextDouble()))]));
            if (interval.LowUs <= 100 * Math.Log(2) && 100 * Math.Log(2) <= interval.HighUs) held++;
        }

        // 95% or a little more; three standard deviations of a thousand runs are 2%.
        Assert.InRange(held, 930, 990);
    }

    [Fact]
    public void Rounds_that_differ_make_it_as_wide_as_they_differ_however_many_samples_they_have()
    {
        var rounds = Enumerable.Range(0, 10).Select(round => Rounds.Of([.. Enumerable.Repeat(round % 2 == 0 ? 10.0 : 20.0, 1000)])).ToArray();
        var interval = MedianInterval.Of(rounds);

        Assert.Equal((10.0, 20.0, true), (Near(interval.LowUs), Near(interval.HighUs), interval.IsReached));
        Assert.True(interval.IsWide);
    }

    [Fact]
    public void An_interval_is_wide_above_a_quarter_of_its_median_and_when_it_was_not_reached()
    {
        Assert.False(new MedianInterval(100, 90, 115, 0.95, true).IsWide);
        Assert.True(new MedianInterval(100, 90, 116, 0.95, true).IsWide);
        Assert.True(new MedianInterval(100, 100, 100, 0.95, false).IsWide);
    }

    [Fact]
    public void Rounds_that_agree_make_it_narrow()
    {
        var interval = MedianInterval.Of(Rounds.Same(10));

        Assert.Equal((10.0, 10.0, 10.0, true), (Near(interval.MedianUs), Near(interval.LowUs), Near(interval.HighUs), interval.IsReached));
    }

    [Fact]
    public void One_bad_round_of_ten_does_not_move_it()
    {
        var interval = MedianInterval.Of([.. Rounds.Same(10, rounds: 9), .. Rounds.Same(5000, rounds: 1)]);

        Assert.Equal(10, Near(interval.HighUs));
    }

    [Fact]
    public void The_draws_are_the_same_every_time_and_others_with_another_seed()
    {
        var random = new Random(3);
        var rounds = Enumerable.Range(0, 7).Select(_ => Rounds.Of([.. Enumerable.Range(0, 40).Select(_ => 10 + 20 * random.NextDouble())])).ToArray();

        Assert.Equal(MedianInterval.Of(rounds), MedianInterval.Of(rounds));
        Assert.Contains(Enumerable.Range(2, 20), seed => MedianInterval.Of(rounds, seed: seed) != MedianInterval.Of(rounds));
    }

    [Fact]
    public void Ten_rounds_of_which_each_has_its_own_disturbance_hold_the_truth_about_nine_times_in_ten()
    {
        var random = new Random(11);
        var held = 0;
        for (var run = 0; run < 100; run++)
        {
            var rounds = Enumerable.Range(0, 10).Select(_ =>
            {
                var shift = 20 * random.NextDouble();
                return Rounds.Of([.. Enumerable.Range(0, 30).Select(_ => 90 + shift + 2 * random.NextDouble())]);
            }).ToArray();
            var interval = MedianInterval.Of(rounds);
            if (interval.LowUs <= 101 && 101 <= interval.HighUs) held++;
        }

        Assert.InRange(held, 82, 100);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Fewer_than_five_rounds_are_not_enough(int rounds, bool reached) =>
        Assert.Equal(reached, MedianInterval.Of(Rounds.Same(10, rounds)).IsReached);

    [Fact]
    public void Few_rounds_give_the_least_and_the_greatest_of_their_medians()
    {
        var interval = MedianInterval.Of(Rounds.Each(30, 10, 20));

        Assert.Equal((10.0, 30.0, false), (Near(interval.LowUs), Near(interval.HighUs), interval.IsReached));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_confidence_of_nothing_or_everything_is_refused(double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianInterval.Of(new LatencyHistogram(), confidence));

    [Fact]
    public void It_reads_in_the_unit_of_the_median() =>
        Assert.Equal("1.2 ms (0.9 to 2.0)", new MedianInterval(1200, 900, 2000, 0.95, true).ToString());

    // Buckets are 0.1% wide.
    private static double Near(double value) => Math.Round(value);
}
