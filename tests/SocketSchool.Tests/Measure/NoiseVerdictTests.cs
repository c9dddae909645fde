namespace SocketSchool.Tests;

public sealed class NoiseVerdictTests
{
    [Fact]
    public void Intervals_apart_are_decided_either_way()
    {
        var verdict = NoiseVerdict.Of(Rounds.Same(10), Rounds.Same(40));

        Assert.Equal((false, true, false, 4.0), (verdict.IsTooNoisy, verdict.FirstIsFaster, verdict.SecondIsFaster, Math.Round(verdict.Ratio, 1)));
        Assert.Equal("A: 10.0 us (10.0 to 10.0); B: 40.0 us (40.0 to 40.0), 4.0 times as long.", verdict.InWords("A", "B"));
        var turned = new NoiseVerdict(verdict.Second, verdict.First);
        Assert.True(turned.SecondIsFaster);
        Assert.EndsWith("The first takes 4.0 times as long.", turned.InWords("B", "A"));
    }

    [Fact]
    public void Intervals_that_overlap_are_too_noisy_to_decide()
    {
        var verdict = NoiseVerdict.Of(Rounds.Each(10, 12, 14, 16, 18), Rounds.Each(13, 15, 17, 19, 21));

        Assert.True(verdict.IsTooNoisy);
        Assert.False(verdict.FirstIsFaster || verdict.SecondIsFaster);
        Assert.StartsWith("Too noisy to decide between the two. A: 14.0 us", verdict.InWords("A", "B"));
    }

    [Fact]
    public void Intervals_that_touch_overlap() => Assert.True(new NoiseVerdict(Interval(10, 20), Interval(20, 30)).IsTooNoisy);

    [Fact]
    public void Too_few_samples_decide_nothing_however_far_apart() =>
        Assert.True(NoiseVerdict.Of(Rounds.Same(10, rounds: 2), Rounds.Same(4000, rounds: 2)).IsTooNoisy);

    private static MedianInterval Interval(double low, double high) => new((low + high) / 2, low, high, 0.95, true);
}
