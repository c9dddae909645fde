using System.Net;
using System.Net.Sockets;

namespace SocketSchool.App.Tests;

/// <summary><c>measure latency</c> as a user runs it.</summary>
public sealed class MeasureCommandTests
{
    [Fact]
    public async Task It_prints_a_line_for_each_size_and_a_table_and_writes_the_csv()
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", "latency", "--sizes", "16,1k,64KiB", "--samples", "20", "--csv", "latency.csv", "--html", "latency.html");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("tcp   64 KiB: median", run.Out);
        Assert.Contains("p99 us", run.Out);
        var csv = File.ReadAllLines(folder.File("latency.csv"));
        Assert.Equal(LatencyReport.CsvHeader, csv[0]);
        Assert.Equal(["tcp,16,20,", "tcp,1024,20,", "tcp,65536,20,"], csv[1..].Select(line => line[..(line.IndexOf(",20,", StringComparison.Ordinal) + 4)]));
        Assert.Equal(["latency.csv", "latency.html"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Contains("<svg", File.ReadAllText(folder.File("latency.html")));
    }

    [Fact]
    public async Task It_draws_an_earlier_run_beside_this_one_and_says_which_line_of_its_file_is_wrong()
    {
        using var folder = new TempFolder();
        folder.Write("before.csv", $"{LatencyReport.BasicCsvHeader}\ntcp,16,100,10.0,123.456,130.0,140.0,150.0,0.2\n");
        var run = await App.RunAsync(
            folder.Path, "measure", "latency", "--sizes", "16", "--samples", "10", "--beside", "before.csv", "--csv", "now.csv", "--html", "now.html");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("before, median", File.ReadAllText(folder.File("now.html")));
        Assert.DoesNotContain("123.456", File.ReadAllText(folder.File("now.csv")));

        folder.Write("before.csv", $"{LatencyReport.BasicCsvHeader}\ntcp,16\n");
        run = await App.RunAsync(folder.Path, "measure", "latency", "--beside", "before.csv");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("before.csv, line 2: 9 fields are needed", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task It_connects_to_any_echo_server_by_name()
    {
        await using var echo = EchoServer.Start();
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", "latency", "--sizes", "16", "--samples", "10", "--connect", $"localhost:{echo.Port}");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(echo.TotalConnections >= 1);
    }

    [Theory]
    [InlineData("'x' is not a size", "--sizes", "16,x")]
    [InlineData("'0' is not a size", "--sizes", "0")]
    [InlineData("--samples 0: give a whole number from 1", "--samples", "0")]
    [InlineData("--samples many: give a whole number from 1", "--samples", "many")]
    [InlineData("--beside no.csv: cannot be read", "--beside", "no.csv")]
    [InlineData("--beside : cannot be read", "--beside", "")]
    [InlineData("its name is empty", "--csv", "")]
    [InlineData("both are the same file", "--csv", "x", "--html", "./x")]
    [InlineData("give HOST:PORT", "--connect", "localhost")]
    [InlineData("give HOST:PORT", "--connect", "localhost:99999")]
    [InlineData("there is no folder", "--csv", "no/such/folder/latency.csv")]
    [InlineData("it is a folder", "--csv", ".")]
    [InlineData("there is no folder", "--html", "no/such/folder/latency.html")]
    [InlineData("a size is there twice", "--sizes", "1k,1024")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string says, params string[] arguments)
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, ["measure", "latency", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, Assert.Single(run.ErrorLines));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_server_that_does_not_echo_is_one_line_and_exit_code_2()
    {
        await using var thanks = TcpServer.Start((client, stop) => client.SendLineAsync("go away", stop).AsTask());
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", "latency", "--connect", thanks.EndPoint.ToString(), "--csv", "latency.csv");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("does not echo", Assert.Single(run.ErrorLines));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_host_that_is_not_known_is_one_line_and_exit_code_2()
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", "latency", "--connect", "no-such-host.invalid:7007");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The host name no-such-host.invalid is unknown", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_one_line_and_exit_code_2()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", "latency", "--connect", bound.LocalEndPoint!.ToString()!);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Could not connect", Assert.Single(run.ErrorLines));
    }
}
