namespace SocketSchool.Tests;

public sealed class NagleReportTests
{
    [Fact]
    public void The_step_is_seen_and_explained_when_the_numbers_show_it()
    {
        var report = Report(44_000, 25, 16);

        Assert.True(report.StepSeen);
        Assert.Equal(43_975, report.StepUs, 100.0);
        var text = report.ToText();
        Assert.Contains("Two small sends and then a wait for the answer: 44.0 ms", text);
        Assert.Contains("The same with NoDelay: 25.0 us", text);
        Assert.Contains("Nothing was held back", text);
        Assert.Contains("RFC 896", text);
        Assert.Contains("RFC 1122 section 4.2.3.2", text);
        Assert.Contains("this timer stands at 40.0 ms", text);
        Assert.Contains("here.", text);
    }

    [Fact]
    public void Without_a_step_it_says_so_and_explains_nothing()
    {
        var report = Report(26, 25, 16);

        Assert.False(report.StepSeen);
        Assert.Empty(report.Why);
        Assert.StartsWith("No step here.", report.Verdict[0]);
        Assert.DoesNotContain("RFC 896", report.ToHtml());
    }

    [Fact]
    public void A_machine_that_is_slow_either_way_is_too_noisy()
    {
        var report = new NagleReport(
            Way("two sends", Rounds.Each(30_000, 50_000, 44_000, 20_000, 44_000)), Way("two sends, NoDelay", Rounds.Each(15_000, 45_000, 60_000, 20_000, 44_000)),
            Way("one gathered send", Rounds.Same(20_000)), null, "here");

        Assert.False(report.StepSeen);
        Assert.Contains("Too noisy to decide", report.Verdict[0]);
        Assert.Contains("the machine may be overloaded", report.Verdict[1]);
    }

    [Fact]
    public void A_timer_that_the_system_does_not_tell_is_not_in_the_words() =>
        Assert.DoesNotContain("TCP_INFO", Report(44_000, 25, 16, timer: null).ToText());

    [Fact]
    public void The_exchanges_before_the_first_wait_are_counted()
    {
        Assert.Equal(2, Report(44_000, 25, 16, first: [30, 40, 44_000, 44_000]).PromptAtFirst);
        Assert.Equal(0, Report(44_000, 25, 16, first: [44_000, 44_000]).PromptAtFirst);
        Assert.Null(Report(44_000, 25, 16, first: [30, 40]).PromptAtFirst);
        Assert.Contains("the first 2 exchanges did not wait", Report(44_000, 25, 16, first: [30, 40, 44_000]).Verdict[2]);
    }

    [Fact]
    public void The_table_counts_the_exchanges_that_waited()
    {
        var way = Way("two sends", [Rounds.Of(30, 9_000, 11_000), Rounds.Of(44_000, 44_000)]);

        Assert.Equal(3, way.Waited);
        Assert.True(way.Waits);
    }

    [Fact]
    public void The_csv_has_a_line_for_each_way_and_no_comma_too_many()
    {
        var lines = Report(44_000, 25, 16).ToCsv().Split('\n');

        Assert.Equal(NagleReport.CsvHeader, lines[0]);
        Assert.Equal(["two sends,0,60", "two sends NoDelay,1,60", "one gathered send,0,60"], lines[1..4].Select(line => string.Join(',', line.Split(',')[..3])));
        Assert.All(lines[..4], line => Assert.Equal(10, line.Split(',').Length));
        Assert.Equal("", lines[4]);
    }

    [Fact]
    public void The_figures_show_all_there_is()
    {
        var report = Report(44_000, 25, 16);

        Assert.Equal([44, 0.025, 0.016], Assert.IsType<BarTrace>(Assert.Single(report.Figure().Traces)).Values.Select(value => Math.Round(value, 3)));
        Assert.All(report.HistogramFigure().Traces.Cast<HistogramTrace>(), trace => Assert.Equal(100, trace.Counts.Sum(), 1e-6));
        Assert.Equal(3, report.FirstExchangesFigure().Traces.Count);
    }

    private static NagleReport Report(double twoSends, double noDelay, double gathered, double? timer = 40_000, double[]? first = null) => new(
        Way("two sends", Rounds.Same(twoSends), first), Way("two sends, NoDelay", Rounds.Same(noDelay)) with { NoDelay = true },
        Way("one gathered send", Rounds.Same(gathered)), timer, "here");

    private static NagleWay Way(string name, LatencyHistogram[] rounds, double[]? first = null) => new(name, false, first ?? [30, 44_000], rounds);
}
