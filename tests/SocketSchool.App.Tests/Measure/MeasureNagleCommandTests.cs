namespace SocketSchool.App.Tests;

/// <summary><c>measure nagle</c> and <c>measure connections</c> as a user runs them.</summary>
public sealed class MeasureNagleCommandTests
{
    [Theory]
    [InlineData("nagle", "--rounds", "1", "way,nodelay,exchanges,", 3, "one gathered send")]
    [InlineData("connections", "--requests", "5", "way,requests,per_second,", 4, "one, reused")]
    public async Task They_print_the_words_and_the_table_and_write_csv_and_page(string verb, string option, string value, string header, int ways, string name)
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, "measure", verb, option, value, "--csv", "x.csv", "--html", "x.html");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(name, run.Out);
        Assert.Contains("written to x.html", run.Out);
        var csv = File.ReadAllLines(folder.File("x.csv"));
        Assert.StartsWith(header, csv[0]);
        Assert.Equal(ways, csv.Length - 1);
        var page = File.ReadAllText(folder.File("x.html"));
        Assert.StartsWith("<!DOCTYPE html>", page);
        Assert.Contains("<svg", page);
        Assert.Contains(name, page);
    }

    [Theory]
    [InlineData("--rounds 0: give a whole number from 1 to 100.", "nagle", "--rounds", "0")]
    [InlineData("--rounds many: give a whole number", "nagle", "--rounds", "many")]
    [InlineData("--requests 5001: give a whole number from 1 to 5000.", "connections", "--requests", "5001")]
    [InlineData("there is no folder", "connections", "--csv", "no/such/folder/x.csv")]
    [InlineData("it is a folder", "nagle", "--html", ".")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string says, params string[] arguments)
    {
        using var folder = new TempFolder();
        var run = await App.RunAsync(folder.Path, ["measure", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, Assert.Single(run.ErrorLines));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
