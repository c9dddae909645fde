namespace SocketSchool.Tests;

public sealed class BufferReportTests
{
    private static readonly BufferReport s_report = new("yours", "a machine",
    [
        Point(BufferKind.Receive, 16, 40, 38, 42, whole: false),
        Point(BufferKind.Receive, 65536, 2000, 1900, 2100),
        Point(BufferKind.Receive, 1048576, 2200, 2150, 2300),
        Point(BufferKind.SocketReceive, 4096, 90, 80, 95),
        Point(BufferKind.SocketReceive, 262144, 2100, 2000, 2200),
        Point(BufferKind.SocketReceive, null, 2150, 2050, 2250),
    ], 64 << 20);

    [Fact]
    public void The_verdict_is_computed_from_the_numbers()
    {
        Assert.StartsWith("The program's receive buffer: 1 MiB is 55 times as fast as 16 B, with a buffer 65,536 times as large. From 64 KiB on a larger one gains a quarter at most.", s_report.Verdict[0]);
        Assert.Equal("SO_RCVBUF: 4 KiB is the slowest (90.0 MiB/s) and 256 KiB the fastest (2,100); untouched, 2,150, which this run cannot tell from 256 KiB.", s_report.Verdict[1]);
        Assert.Equal(2, s_report.Verdict.Count);
        Assert.Contains("less was moved", s_report.ToText());
        Assert.Contains("a machine.", s_report.ToHtml());
    }

    [Fact]
    public void Wide_intervals_are_too_noisy_to_decide()
    {
        var report = new BufferReport("yours", "m", [Point(BufferKind.Receive, 16, 40, 10, 90), Point(BufferKind.Receive, 64, 60, 20, 95)], 64 << 20);

        Assert.Equal("The program's receive buffer: too noisy to decide between 16 B and 64 B.", report.Verdict[0]);
        Assert.StartsWith("Too noisy to decide small differences: in 2 of 2 rows", report.Verdict[1]);
    }

    [Fact]
    public void What_is_saved_and_loaded_is_the_same()
    {
        using var folder = new TemporaryFolder();
        s_report.SaveCsv(folder["buffers.csv"]);
        var loaded = BufferReport.LoadCsv(folder["buffers.csv"]);

        Assert.Equal(s_report.Points, loaded.Points);
        Assert.Equal(s_report.ToCsv(), loaded.ToCsv());
        Assert.Equal(("recorded", "from buffers.csv", 64L << 20), (loaded.Name, loaded.Machine, loaded.TotalBytes));
        Assert.Equal(BufferReport.CsvHeader, s_report.ToCsv().Split('\n')[0]);
    }

    [Theory]
    [InlineData("a,b\n", "x.csv, line 1: the columns have to be")]
    [InlineData(BufferReport.CsvHeader + "\nreceive,16\n", "x.csv, line 2: 10 fields are needed, here are 2.")]
    [InlineData(BufferReport.CsvHeader + "\nbucket,16,16,1,1,1,,,1,1\n", "x.csv, line 2: there is no buffer 'bucket'.")]
    [InlineData(BufferReport.CsvHeader + "\nreceive,x,16,1,1,1,,,1,1\n", "x.csv, line 2: 'x' is not a asked_bytes")]
    public void What_is_not_such_a_file_is_refused_with_its_line(string csv, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => BufferReport.ParseCsv(csv, "n", "m", "x.csv")).Message);

    [Fact]
    public void The_figures_have_a_line_for_each_report_or_buffer()
    {
        var recorded = BufferReport.ParseCsv(s_report.ToCsv(), "recorded", "m", "f");

        Assert.Equal(["yours", "recorded"], s_report.Figure(recorded).Traces.OfType<LineTrace>().Select(trace => trace.Name));
        Assert.Equal(["yours", "recorded"], s_report.ReceivesFigure(recorded).Traces.Select(trace => trace.Name));
        Assert.Equal(["SO_RCVBUF"], s_report.SocketFigure().Traces.OfType<LineTrace>().Select(trace => trace.Name));
    }

    private static BufferPoint Point(BufferKind kind, int? asked, double rate, double low, double high, bool whole = true) =>
        new(kind, asked, asked ?? 131072, 64 << 20, (64 << 20) / Math.Min(asked ?? 65536, 65536), rate, low, high, whole);
}
