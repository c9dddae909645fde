namespace SocketSchool.Tests;

public sealed class PlacementReportTests
{
    [Fact]
    public void Two_processors_that_are_slower_are_explained_by_waking()
    {
        var words = string.Join(' ', Report(14, 75, 16, 30).Verdict);

        Assert.Contains("Both ends on one processor: 14.0 us (14.0 to 14.0); each on its own: 75.0 us (75.0 to 75.0), 5.4 times as long.", words);
        Assert.Contains("has to be woken for every message", words);
        Assert.Contains("so the waking was what took the time", words);
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
            new(PlacementKind.TwoProcessors, true, [.. Rounds.Same(30, 5), Rounds.Of(30, 3000, 3000, 3000)]),
        ];

        Assert.Contains("p99 is 3.0 ms when busy, 75.0 us otherwise", new PlacementReport(16, points, "", "", "here").ToText());
    }

    [Fact]
    public void What_could_not_be_measured_and_a_machine_that_was_not_idle_are_said_first()
    {
        var report = new PlacementReport(16, [new(PlacementKind.Free, false, Rounds.Same(20))], "No such call.", "It was busy.", "here");

        Assert.Equal(["It was busy.", "No such call.", "the system decides: 20.0 us (20.0 to 20.0)."], report.Verdict);
        Assert.Null(report.Find(PlacementKind.TwoProcessors));
    }

    [Theory]
    [InlineData("0.10 0.20 0.30 1/100 42\n", 2, "")]
    [InlineData("1.00 0.20 0.30 1/100 42\n", 2, "The machine was busy by itself: a load average of 1.0 on 2 processors. What is called idle below was not.")]
    [InlineData("", 2, "")]
    public void The_load_average_decides_what_is_idle(string loadavg, int processors, string words) =>
        Assert.Equal(words, PlacementLoad.Describe(loadavg, processors));

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

    private static PlacementReport Report(double one, double two, double busyOne, double busyTwo) => new(
        16,
        [
            new(PlacementKind.OneProcessor, false, Rounds.Same(one)), new(PlacementKind.TwoProcessors, false, Rounds.Same(two)),
            new(PlacementKind.OneProcessor, true, Rounds.Same(busyOne)), new(PlacementKind.TwoProcessors, true, Rounds.Same(busyTwo)),
        ],
        "", "", "here");
}
