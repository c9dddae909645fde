namespace SocketSchool.App.Tests;

/// <summary><c>measure placement</c> as a user runs it.</summary>
public sealed class MeasurePlacementCommandTests
{
    [Fact]
    public async Task It_prints_a_table_and_writes_csv_and_page()
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", "placement", "--size", "1k", "--rounds", "1", "--csv", "x.csv", "--html", "x.html");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Exchanges of 1 KiB each way", run.Out);
        var csv = File.ReadAllLines(folder.File("x.csv"));
        Assert.Equal(PlacementReport.CsvHeader, csv[0]);
        Assert.True(csv.Length >= 3, "the machine as it is, and kept busy");
        Assert.Contains("<svg", File.ReadAllText(folder.File("x.html")));
    }

    [Theory]
    [InlineData("--size 0: '0' is not a size from 1 to 64 KiB.", "--size", "0")]
    [InlineData("--size 1M: '1M' is not a size from 1 to 64 KiB.", "--size", "1M")]
    [InlineData("--size 1,2: give one size.", "--size", "1,2")]
    [InlineData("--rounds 0: give a whole number from 1 to 1000.", "--rounds", "0")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string says, params string[] arguments)
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, ["measure", "placement", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, Assert.Single(run.ErrorLines));
    }
}
