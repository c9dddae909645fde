using System.Net;
using System.Net.Sockets;

namespace SocketSchool.App.Tests;

public class MeasureServersCommandTests
{
    [Fact]
    public async Task It_prints_a_table_and_writes_numbers_and_a_page()
    {
        using var folder = new TempFolder();
        await using var mine = EchoServer.Start();
        var run = await App.RunAsync(
            folder.Path, "measure", "servers", "--only", "async,threads", "--connect", $"mine=localhost:{mine.Port}", "--connections", "1,3",
            "--rounds", "1", "--time", "0.05", "--idle", "20", "--csv", "n.csv", "--html", "n.html");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        foreach (var words in new[] { "async, 3 connections: ", "mine, 1 connection: ", "threads, 20 idle connections: 20 answered", "written to n.csv" })
        {
            Assert.Contains(words, run.Out, StringComparison.Ordinal);
        }

        var csv = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "n.csv"));
        Assert.Equal(2 + 3 * 2 + 3, csv.Length);
        Assert.Contains(csv, line => line.StartsWith("idle,async,20,,,,,,20,", StringComparison.Ordinal));
        var page = await File.ReadAllTextAsync(Path.Combine(folder.Path, "n.html"));
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("Memory for each idle connection", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only nope: there is no server \"nope\". Give some of threads,async,select,saea,echo.", "--only", "nope")]
    [InlineData("--only : no server is left to measure.", "--only", "")]
    [InlineData("--only ,: no server is left to measure.", "--only", ",")]
    [InlineData("--csv x --html x: both are the same file.", "--csv", "x", "--html", "x")]
    [InlineData("--connections 0: give a whole number from 1 to 100000.", "--connections", "0")]
    [InlineData("--connections ten: give a whole number", "--connections", "1,ten", "--idle", "0")]
    [InlineData("--idle -1: give a whole number from 0 to 1000000.", "--idle", "-1")]
    [InlineData("--connections none and --idle 0 leave nothing to measure.", "--connections", "none", "--idle", "0")]
    [InlineData("--rounds 0: give a whole number", "--rounds", "0")]
    [InlineData("--time 0: give a number of seconds from 0.01 to 3600.", "--time", "0")]
    [InlineData("--connect 127.0.0.1:7: give NAME=HOST:PORT", "--connect", "127.0.0.1:7")]
    [InlineData("--connect x=nowhere:7: \"nowhere\" is not an address.", "--connect", "x=nowhere:7")]
    [InlineData("--start mine: give NAME=COMMAND", "--start", "mine")]
    [InlineData("The process of the mine server did not start", "--start", "mine=/no/such/program")]
    [InlineData("The process of the mine server did not start. It said \"", "--start", "mine=dotnet --version")]
    [InlineData("\"async\" is asked for twice.", "--connect", "async=127.0.0.1:7")]
    [InlineData("--csv nowhere/n.csv: cannot be written", "--csv", "nowhere/n.csv")]
    public async Task What_cannot_be_measured_is_one_line_and_exit_code_2(string expected, params string[] words) =>
        MustRefuse(expected, await RunAsync(words));

    [Fact]
    public async Task A_server_that_is_not_there_is_one_line_and_exit_code_2()
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var run = await RunAsync("--only", "async", "--connections", "1", "--idle", "0", "--connect", $"gone={unused.LocalEndPoint}");
        MustRefuse("refused the connection: nobody listens there.", run, nothingOnOut: false);
    }

    [Fact]
    public async Task A_server_of_its_own_ends_when_the_one_who_started_it_does()
    {
        using var folder = new TempFolder();
        using var child = App.Start(folder.Path, "measure", "servers", "serve", "async", "10");
        Assert.StartsWith("listening on tcp 127.0.0.1:", await child.StandardOutput.ReadLineAsync().WaitAsync(App.Limit), StringComparison.Ordinal);
        await child.StandardInput.WriteLineAsync("memory");
        Assert.Matches("^[0-9]+ [0-9]+$", await child.StandardOutput.ReadLineAsync().WaitAsync(App.Limit));
        await child.StandardInput.WriteLineAsync("time");
        Assert.Matches("^[0-9]+$", await child.StandardOutput.ReadLineAsync().WaitAsync(App.Limit));
        child.StandardInput.Close();
        await child.WaitForExitAsync().WaitAsync(App.Limit);
        Assert.Equal(0, child.ExitCode);
    }

    private static async Task<App.Run> RunAsync(params string[] words)
    {
        using var folder = new TempFolder();
        return await App.RunAsync(folder.Path, ["measure", "servers", .. words]);
    }

    private static void MustRefuse(string expected, App.Run run, bool nothingOnOut = true)
    {
        Assert.Equal(2, run.ExitCode);
        if (nothingOnOut) Assert.Equal("", run.Out);
        Assert.Contains(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
