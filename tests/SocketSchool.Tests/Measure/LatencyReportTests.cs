namespace SocketSchool.Tests;

public sealed class LatencyReportTests
{
    private static readonly LatencyReport s_report = new("yours", "a machine",
    [
        new LatencyPoint("tcp", 16, 5000, 14.1, 14.6235, 15.5, 18.1, 232.51, 1.0437) { P999Us = 50.1, Median = new MedianInterval(14.6235, 14.5, 14.7, 0.95, true) },
        new LatencyPoint("tcp", 1048576, 738, 325.1, 363.9, 621.3, 3023.9, 9651.4, 2102.1),
    ], [new MissingPoint("udp", 1048576, "too large, by far")]);

    [Fact]
    public void The_csv_has_the_columns_that_everyone_agreed_on()
    {
        var lines = s_report.ToCsv().Split('\n');

        Assert.Equal("transport,size_bytes,samples,min_us,p50_us,p90_us,p99_us,max_us,mib_per_s,p999_us,p50_low_us,p50_high_us", lines[0]);
        Assert.Equal("tcp,16,5000,14.100,14.624,15.500,18.100,232.510,1.044,50.100,14.500,14.700", lines[1]);
        Assert.Equal(["tcp,1048576,738,325.100,363.900,621.300,3023.900,9651.400,2102.100,,,", "# udp,1048576,too large, by far", ""], lines[2..]);
    }

    [Fact]
    public void A_file_with_the_basic_columns_alone_is_read_too()
    {
        var report = LatencyReport.ParseCsv(LatencyReport.BasicCsvHeader + "\n# a comment\ntcp,16,5000,14.1,14.6,15.5,18.1,232.5,1.0\n", "n", "m", "x.csv");

        Assert.Equal(new LatencyPoint("tcp", 16, 5000, 14.1, 14.6, 15.5, 18.1, 232.5, 1.0), Assert.Single(report.Points));
        Assert.Empty(report.Missing);
        Assert.Equal("", report.Noise);
    }

    [Fact]
    public void What_is_saved_and_loaded_is_the_same_csv()
    {
        using var folder = new TemporaryFolder();
        s_report.SaveCsv(folder["latency.csv"]);
        var loaded = LatencyReport.LoadCsv(folder["latency.csv"]);

        Assert.Equal(s_report.ToCsv(), loaded.ToCsv());
        Assert.Equal(("recorded", "from latency.csv"), (loaded.Name, loaded.Machine));
        Assert.Equal(["latency.csv"], folder.Files);
    }

    [Fact]
    public void A_note_beside_the_file_says_what_machine_it_was()
    {
        using var folder = new TemporaryFolder();
        s_report.SaveCsv(folder["latency.csv"]);
        File.WriteAllText(folder["latency.txt"], "an old laptop.\nmore\n");

        Assert.Equal("an old laptop", LatencyReport.LoadCsv(folder["latency.csv"]).Machine);
    }

    [Fact]
    public void A_file_that_cannot_be_written_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["taken"]);

        Assert.ThrowsAny<SystemException>(() => s_report.SaveCsv(folder["taken"]));
        Assert.Empty(folder.Files);
        Directory.Delete(folder["taken"]);
    }

    [Theory]
    [InlineData("a,b\n", "x.csv, line 1: the columns have to be")]
    [InlineData("", "x.csv, line 1: the columns have to be")]
    [InlineData(LatencyReport.CsvHeader + "\ntcp,16\n", "x.csv, line 2: 12 fields are needed, here are 2.")]
    [InlineData(LatencyReport.CsvHeader + "\ntcp,0,1,1,1,1,1,1,1,,,\n", "x.csv, line 2: '0' is not a size_bytes")]
    [InlineData(LatencyReport.CsvHeader + "\r\ntcp,16,1,1,one,1,1,1,1,,,\r\n", "x.csv, line 2: 'one' is not a p50_us")]
    [InlineData(LatencyReport.CsvHeader + "\ntcp,16,1,1,NaN,1,1,1,1,,,\n", "x.csv, line 2: 'NaN' is not a p50_us")]
    public void What_is_not_such_a_file_is_refused_with_its_line(string csv, string message)
    {
        var thrown = Assert.Throws<FormatException>(() => LatencyReport.ParseCsv(csv, "n", "m", "x.csv"));

        Assert.StartsWith(message, thrown.Message);
        Assert.DoesNotContain("\n", thrown.Message);
    }

    [Fact]
    public void The_figure_draws_a_recorded_run_beside_yours()
    {
        var recorded = LatencyReport.ParseCsv(s_report.ToCsv(), "recorded", "m", "f");

        Assert.Equal(["yours, median", "recorded, median"], s_report.Figure(recorded).Traces.Select(trace => trace.Name));
    }

    [Fact]
    public void The_figure_of_a_measured_run_has_a_band_from_p10_to_p90()
    {
        var report = new LatencyReport("yours", "m", [LatencyPoint.From("tcp", 16, Hundred())]);

        var band = Assert.Single(report.Figure().Traces.OfType<BandTrace>());
        // To within the thousandth that the histogram keeps.
        Assert.InRange(Assert.Single(band.Low), 9.99, 10.01);
        Assert.InRange(Assert.Single(band.High), 89.91, 90.09);
        Assert.True(report.Figure().X.IsLog && report.Figure().Y.IsLog);
    }

    [Fact]
    public void Throughput_counts_the_bytes_once_over_the_time_of_all_round_trips()
    {
        var histogram = new LatencyHistogram();
        // Two round trips of a MiB in half a second together.
        histogram.Record(200_000_000);
        histogram.Record(300_000_000);

        Assert.Equal(4, LatencyPoint.From("tcp", 1 << 20, histogram).MibPerSecond, 9);
    }

    [Fact]
    public void The_table_says_what_machine_it_was()
    {
        Assert.Contains("a machine.", s_report.ToText());
        Assert.Contains("a machine.", s_report.ToHtml());
        Assert.Contains("1 MiB", s_report.ToText());
    }

    [Fact]
    public void The_table_has_the_tail_the_interval_and_what_was_not_possible()
    {
        Assert.Contains("p99.9 us", s_report.ToText());
        Assert.Contains("14.5 to 14.7", s_report.ToText());
        Assert.Contains("udp, 1 MiB: not possible, too large, by far.", s_report.ToText());
        Assert.Contains("too large, by far", s_report.ToHtml());
    }

    [Fact]
    public void The_slowest_thousandth_is_told_from_a_thousand_samples_on()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 999; i++) histogram.Record(i);
        Assert.Null(LatencyPoint.From("tcp", 16, histogram).P999Us);

        histogram.Record(5000);
        Assert.Equal(0.999, LatencyPoint.From("tcp", 16, histogram).P999Us);
    }

    [Fact]
    public void Rounds_that_agree_give_a_narrow_interval_and_no_word_about_noise()
    {
        var report = Report(("tcp", [12, 12, 12, 12, 12]), ("udp", [8, 8, 8, 8, 8]));

        Assert.Equal("", report.Noise);
        Assert.True(report.Decide(TransportKind.Udp, TransportKind.Tcp, 16)!.FirstIsFaster);
        Assert.Equal("16 B, the two fastest of 2. udp: 8.0 us (8.0 to 8.0); tcp: 12.0 us (12.0 to 12.0), 1.5 times as long.", Assert.Single(report.Verdict));
    }

    [Fact]
    public void Rounds_that_do_not_agree_are_too_noisy_to_decide()
    {
        var report = Report(("tcp", [10, 30, 11, 28, 12]), ("udp", [9, 27, 14, 12, 31]));

        Assert.True(report.Decide(TransportKind.Udp, TransportKind.Tcp, 16)!.IsTooNoisy);
        Assert.Contains("Too noisy to decide between the two.", report.Verdict[0]);
        Assert.StartsWith("Too noisy to decide small differences: in 2 of 2 rows", report.Verdict[1]);
        Assert.Contains(report.Noise, report.ToText());
    }

    [Fact]
    public void Too_few_rounds_are_said()
    {
        Assert.StartsWith("Too few rounds or samples to decide in 1 of 1 row", Report(("tcp", [10, 10, 10])).Noise);
    }

    [Fact]
    public void A_report_can_be_cut_down_to_some_transports()
    {
        var report = Report(("tcp", [10, 10, 10, 10, 10]), ("udp", [8, 8, 8, 8, 8]), ("unix", [7, 7, 7, 7, 7]));

        Assert.Equal(["unix", "tcp"], report.Only(TransportKind.Unix, TransportKind.Tcp).Figure().Traces.OfType<LineTrace>().Select(trace => trace.Name[..^8]));
        Assert.Null(report.Decide(TransportKind.Tcp, TransportKind.NamedPipe, 16));
        Assert.Equal(["unix", "udp", "tcp"], Assert.IsType<BarTrace>(Assert.Single(report.BarFigure(16).Traces)).Labels);
        Assert.Throws<ArgumentOutOfRangeException>(() => report.BarFigure(17));
    }

    private static LatencyReport Report(params (string Transport, int[] Rounds)[] transports) => new("yours", "m",
        [.. transports.Select(one => LatencyPoint.From(one.Transport, 16, [.. one.Rounds.Select(us => Many(us))]))]);

    private static LatencyHistogram Many(int us)
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 100; i++) histogram.Record(us * 1000);
        return histogram;
    }

    private static LatencyHistogram Hundred()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100; i++) histogram.Record(i * 1000);
        return histogram;
    }
}
