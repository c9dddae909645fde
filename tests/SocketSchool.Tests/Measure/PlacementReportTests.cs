namespace SocketSchool.Tests;

public sealed class PlacementReportTests
{
    [Fact]
    public void Two_processors_that_are_slower_are_explained_by_waking()
    {
        var words = string.Join(' ', Report(14, 75, 16, 30).Verdict);

        Assert.Contains("Both ends on one processor: 14.0 us (14.0 to 14.0); each on its own: 75.0 us (75.0 to 75.0), 5.4 times as long.", words);
        Assert.Contains("has to be woken for every message", words);
        Assert.Contains("need not be woken, which saves 45.0 us here", words);
        Assert.Contains("Awake, two processors still take 1.9 times as long as one", words);
    }

    [Fact]
    public void A_machine_that_is_not_idle_is_not_explained_as_if_it_were()
    {
        var words = string.Join(' ', Report(14, 75, 16, 75, load: 0.4).Verdict);

        Assert.Contains("a machine that is not idle by itself shows less of it", words);
        Assert.DoesNotContain("woken", words);
    }

    [Fact]
    public void A_machine_at_work_for_more_than_half_of_the_time_is_not_compared_as_an_idle_one()
    {
        var report = Report(14, 75, 16, 30, load: 0.6);

        Assert.False(report.MayBeIdle);
        Assert.Contains("No idle machine was measured here", report.Verdict[^1]);
        Assert.DoesNotContain("which saves", string.Join(' ', report.Verdict));
        Assert.True(Report(14, 75, 16, 30, load: 0.4).MayBeIdle);
        Assert.True(Report(14, 75, 16, 30).MayBeIdle);
    }

    [Fact]
    public void Two_processors_that_are_faster_are_not()
    {
        var words = string.Join(' ', Report(30, 10, 30, 500).Verdict);

        Assert.Contains("here a second processor helps", words);
        Assert.Contains("wait for their turn beside the threads that spin", words);
        Assert.DoesNotContain("woken", words);
    }

    [Fact]
    public void Too_noisy_is_said_and_nothing_explained()
    {
        var words = string.Join(' ', Report(20, 20, 20, 20).Verdict);

        Assert.StartsWith("Too noisy to decide", words);
        Assert.DoesNotContain("reason", words);
    }

    [Fact]
    public void A_long_tail_on_the_busy_machine_is_pointed_at()
    {
        PlacementPoint[] points =
        [
            new(PlacementKind.OneProcessor, false, Rounds.Same(14)), new(PlacementKind.TwoProcessors, false, Rounds.Same(75)),
            new(PlacementKind.OneProcessor, true, Rounds.Same(14)), new(PlacementKind.TwoProcessors, true, [.. Rounds.Same(30, 5), Rounds.Of(30, 3000, 3000, 3000)]),
        ];

        Assert.Contains("p99 is 3.0 ms when busy, 75.0 us otherwise", new PlacementReport(16, points, "", null, "here").ToText());
    }

    [Fact]
    public void What_could_not_be_measured_and_a_machine_that_was_not_idle_are_said_first()
    {
        var report = new PlacementReport(16, [new(PlacementKind.Free, false, Rounds.Same(20))], "No such call.", 0.75, "here");

        Assert.Equal(["The machine was not idle by itself: just before, its processors were at work for 75% of the time.", "No such call.", "the system decides: 20.0 us (20.0 to 20.0)."], report.Verdict);
        Assert.Null(report.Find(PlacementKind.TwoProcessors));
    }

    [Fact]
    public void The_time_at_work_decides_what_is_idle()
    {
        Assert.Equal("", PlacementLoad.Describe(PlacementLoad.Share((100, 1000), (104, 1040))));
        Assert.Equal("The machine was not idle by itself: just before, its processors were at work for 75% of the time.", PlacementLoad.Describe(PlacementLoad.Share((100, 1000), (130, 1040))));
        Assert.Null(PlacementLoad.Share((100, 1000), (100, 1000)));
        Assert.Equal("", PlacementLoad.Describe(null));
    }

    [Theory]
    [InlineData("cpu  10 20 30 400 50 6 7 8 9 9", 81L, 531L)]
    [InlineData("cpu 1 2 3 4 5", 6L, 15L)]
    public void Waiting_for_a_disk_is_idle_and_what_a_guest_uses_is_not_counted_twice(string line, long busy, long all) =>
        Assert.Equal((busy, all), PlacementLoad.Parse(line));

    [Theory]
    [InlineData("")]
    [InlineData("cpu0 1 2 3 4 5")]
    [InlineData("cpu 1 2")]
    public void Another_line_says_nothing(string line) => Assert.Null(PlacementLoad.Parse(line));

    [Fact]
    public void The_figure_has_bars_from_zero_unless_the_small_ones_could_not_be_seen()
    {
        Assert.Equal(AxisScale.Linear, Report(14, 75, 16, 30).Figure().Y.Scale);
        Assert.Equal(AxisScale.Log, Report(14, 75, 16, 3000).Figure().Y.Scale);
        Assert.Equal(["as it is", "kept busy"], Report(14, 75, 16, 30).Figure().Traces.Select(trace => trace.Name));
    }

    [Fact]
    public void The_csv_has_a_line_for_each_point()
    {
        var lines = Report(14, 75, 16, 30).ToCsv().Split('\n');

        Assert.Equal(PlacementReport.CsvHeader, lines[0]);
        Assert.Equal(["OneProcessor,0,60", "TwoProcessors,0,60", "OneProcessor,1,60", "TwoProcessors,1,60"], lines[1..5].Select(line => string.Join(',', line.Split(',')[..3])));
        Assert.All(lines[..5], line => Assert.Equal(9, line.Split(',').Length));
    }

    private static PlacementReport Report(double one, double two, double busyOne, double busyTwo, double? load = null) => new(
        16,
        [
            new(PlacementKind.OneProcessor, false, Rounds.Same(one)), new(PlacementKind.TwoProcessors, false, Rounds.Same(two)),
            new(PlacementKind.OneProcessor, true, Rounds.Same(busyOne)), new(PlacementKind.TwoProcessors, true, Rounds.Same(busyTwo)),
        ],
        "", load, "here");
}
