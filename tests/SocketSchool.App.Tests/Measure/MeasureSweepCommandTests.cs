namespace SocketSchool.App.Tests;

/// <summary><c>measure transports</c> and <c>measure buffers</c> as a user runs them.</summary>
public sealed class MeasureSweepCommandTests
{
    [Fact]
    public async Task Transports_prints_a_line_for_each_point_and_a_table_and_writes_csv_and_page()
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(
            folder.Path, "measure", "transports", "--only", "tcp,udp,memory-spin", "--sizes", "16,100k", "--samples", "10", "--csv", "x.csv", "--html", "x.html");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("memory-spin     16 B: median", run.Out);
        Assert.Contains("udp, 100 KiB: not possible, a datagram over IPv4 holds at most 65,507 bytes.", run.Out);
        Assert.Contains("p99.9 us", run.Out);
        var csv = File.ReadAllLines(folder.File("x.csv"));
        Assert.Equal(LatencyReport.CsvHeader, csv[0]);
        Assert.Equal(["tcp,16,10", "tcp,102400,10", "udp,16,10", "memory-spin,16,10", "memory-spin,102400,10"], csv[1..6].Select(line => string.Join(',', line.Split(',')[..3])));
        Assert.Equal("# udp,102400,a datagram over IPv4 holds at most 65,507 bytes", csv[6]);
        var page = File.ReadAllText(folder.File("x.html"));
        Assert.StartsWith("<!DOCTYPE html>", page);
        Assert.Contains("<svg", page);
        // Nothing is fetched: the only addresses are names of namespaces.
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("<script>", page);
    }

    [Fact]
    public async Task Buffers_prints_a_line_for_each_buffer_and_a_table_and_writes_csv_and_page()
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(
            folder.Path, "measure", "buffers", "--receive", "64,64k", "--socket", "64k", "--total", "1M", "--rounds", "2", "--csv", "x.csv", "--html", "x.html");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("receive 64 KiB: ", run.Out);
        Assert.Contains("Too few rounds to decide", run.Out);
        var csv = File.ReadAllLines(folder.File("x.csv"));
        Assert.Equal(BufferReport.CsvHeader, csv[0]);
        Assert.Equal(["receive", "receive", "so_rcvbuf", "so_rcvbuf", "so_sndbuf", "so_sndbuf"], csv[1..].Select(line => line.Split(',')[0]));
        Assert.Contains("<svg", File.ReadAllText(folder.File("x.html")));
    }

    [Theory]
    [InlineData("'x' is not a size", "transports", "--sizes", "16,x")]
    [InlineData("'0' is not a size", "transports", "--sizes", "0")]
    [InlineData("there is no transport 'pigeon'", "transports", "--only", "tcp,pigeon")]
    [InlineData("a transport is there twice", "transports", "--only", "tcp,tcp")]
    [InlineData("--samples 0: give a whole number", "transports", "--samples", "0")]
    [InlineData("there is no folder", "transports", "--csv", "no/such/folder/x.csv")]
    [InlineData("it is a folder", "buffers", "--html", ".")]
    [InlineData("'0' is not a size", "buffers", "--receive", "0")]
    [InlineData("'1G' is not a size", "buffers", "--socket", "1G")]
    [InlineData("nothing is left to measure", "buffers", "--receive", "none", "--socket", "none")]
    [InlineData("--rounds 0: give a whole number", "buffers", "--rounds", "0")]
    [InlineData("--total 0: '0' is not a size", "buffers", "--total", "0")]
    [InlineData("--time 0: give a whole number", "bulk", "--time", "0")]
    [InlineData("give HOST:PORT", "bulk", "--connect", "localhost")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string says, params string[] arguments)
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, ["measure", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, Assert.Single(run.ErrorLines));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Bulk_to_nobody_is_one_line_and_exit_code_2()
    {
        using var bound = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        bound.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Any, 0));
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", "bulk", "--connect", $"127.0.0.1:{((System.Net.IPEndPoint)bound.LocalEndPoint!).Port}");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Could not connect", Assert.Single(run.ErrorLines));
    }
}
