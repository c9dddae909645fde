namespace SocketSchool.Tests;

public sealed class ServerLoadReportTests
{
    private static readonly ServerLoadReport s_report = new(
        [Busy("a", 10, 1000, 3000, 1100), Busy("b, c", 10, 500), Busy("a", 100, 2000), Busy("b, c", 100, 700)],
        [new ServerIdlePoint("a", 5000, 4999, 1000, 1536, 4096, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.25)),
            new ServerIdlePoint("b, c", 5000, 5000, null, null, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5))],
        new ServerLoadOptions(), "a machine");

    [Fact]
    public void The_rate_is_the_median_of_the_rounds() => Assert.Equal(1100, s_report["a", 10].RoundTripsPerSecond);

    [Fact]
    public void The_table_has_a_row_for_each_point_and_says_what_is_unknown()
    {
        var lines = s_report.ToText().Split('\n');
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["10", "a", "1,100", "1,000", "3,000", "20", "20", "7.5", "50"]);
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["5,000", "a", "4,999", "0.98", "1.50", "4.00", "1,000", "250"]);
        Assert.Contains(lines, line => line.Contains("unknown", StringComparison.Ordinal));
        Assert.EndsWith("a machine.", lines[^1], StringComparison.Ordinal);
        Assert.Contains("<table>", s_report.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rounds_that_differ_by_more_than_half_are_said_to_be_too_noisy_to_rank()
    {
        Assert.StartsWith("Too noisy to rank: in 1 of 4 rows", s_report.Noise, StringComparison.Ordinal);
        Assert.Contains(s_report.Noise, s_report.ToText(), StringComparison.Ordinal);
        Assert.Contains(s_report.Noise, s_report.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("", new ServerLoadReport([Busy("a", 1, 1000, 1499)], [], new ServerLoadOptions(), "a machine").Noise);
    }

    [Fact]
    public void Servers_that_share_the_generators_process_have_no_column_for_processor_time()
    {
        var shared = new ServerLoadReport([Busy("a", 1, 1000, 3000) with { ProcessorUs = null }], [], new ServerLoadOptions(), "a machine");
        Assert.DoesNotContain("CPU", shared.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("processor time", shared.ToText(), StringComparison.Ordinal);
        Assert.Contains("server CPU us", s_report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_figures_have_a_bar_for_each_server_and_number_of_connections()
    {
        var bars = s_report.Figure().Traces.Cast<BarTrace>().ToArray();
        Assert.Equal(["a", "b, c"], bars.Select(trace => trace.Name));
        Assert.Equal(["10", "100"], bars[0].Labels);
        Assert.Equal([1100, 2000], bars[0].Values);
        var lines = s_report.LatencyFigure().Traces.Cast<LineTrace>().ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Equal([10, 100], lines[0].X);
        Assert.Equal([20, 20], lines[0].Y);

        // Who does not tell its memory has no bar, rather than one of no length.
        var memory = s_report.MemoryFigure().Traces.Cast<BarTrace>().ToArray();
        Assert.Equal(["a"], memory[0].Labels);
        Assert.Equal((1.5, 4.0), (memory[0].Values[0], memory[1].Values[0]));
    }

    [Fact]
    public void The_CSV_has_a_line_for_each_point_with_as_many_fields_as_the_header()
    {
        var lines = s_report.ToCsv().TrimEnd('\n').Split('\n');
        Assert.Equal("# a machine", lines[0]);
        Assert.Equal(ServerLoadReport.CsvHeader, lines[1]);
        Assert.Equal("busy,a,10,1100,1000;3000;1100,20,20,7.5,,,,,", lines[2]);
        Assert.Equal("idle,a,5000,,,,,,4999,1536,4096,1000,250", lines[6]);
        Assert.StartsWith("busy,\"b, c\",10,500,500,", lines[3], StringComparison.Ordinal);
        Assert.Equal(8, lines.Length);
        Assert.All(lines[2..], line => Assert.Equal(
            ServerLoadReport.CsvHeader.Count(letter => letter == ','), line.Replace("\"b, c\"", "b", StringComparison.Ordinal).Count(letter => letter == ',')));
    }

    [Fact]
    public void What_one_process_says_about_its_memory_another_can_read()
    {
        var memory = ServerMemory.OfThisProcess();
        Assert.True(memory.Managed > 0 && memory.Resident > memory.Managed, memory.ToString());
        Assert.Equal(memory, ServerMemory.Parse(memory.ToString()));
        Assert.Throws<MeasurementException>(() => ServerMemory.Parse(null));
        Assert.Throws<MeasurementException>(() => ServerMemory.Parse("12 many"));
    }

    private static ServerLoadPoint Busy(string server, int connections, params double[] rates)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(20_000);
        return new ServerLoadPoint(server, connections, rates, histogram, 7.5, 0.5);
    }
}
