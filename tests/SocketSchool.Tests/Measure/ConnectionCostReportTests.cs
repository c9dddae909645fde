namespace SocketSchool.Tests;

public sealed class ConnectionCostReportTests
{
    [Fact]
    public void The_verdict_compares_reuse_with_a_new_connection_and_names_who_is_left_with_TIME_WAIT()
    {
        var text = Report((60, 0), (0, 60), (0, 0)).ToText();

        Assert.Contains("A request over the reused connection: 20.0 us (20.0 to 20.0); a connection for it alone: 100.0 us (100.0 to 100.0), 5.0 times as long.", text);
        Assert.Contains("Client closes first: 60 of 60 left in TIME_WAIT at the client's end, 0 at the server's.", text);
        Assert.Contains("Who closes first keeps the pair of addresses", text);
        Assert.Contains("A reset skips TIME_WAIT", text);
    }

    [Fact]
    public void A_picture_that_is_not_the_usual_one_is_not_explained_as_if_it_were()
    {
        var text = Report((0, 0), (0, 0), (3, 0)).ToText();

        Assert.Contains("That is not the usual picture", text);
        Assert.DoesNotContain("A reset skips", text);
    }

    [Fact]
    public void A_system_that_does_not_tell_its_sockets_is_named_and_its_cells_are_not_zero()
    {
        var report = Report((null, null), (null, null), (null, null));

        Assert.Contains("TIME_WAIT could not be counted", report.ToText());
        Assert.Contains("not told", report.ToHtml());
        Assert.EndsWith(",,", report.ToCsv().Split('\n')[2]);
    }

    [Fact]
    public void The_csv_has_a_line_for_each_way()
    {
        var lines = Report((60, 0), (0, 60), (0, 0)).ToCsv().Split('\n');

        Assert.Equal(ConnectionCostReport.CsvHeader, lines[0]);
        Assert.Equal(["Reused,60,50000.0", "ClientFirst,60,10000.0", "ServerFirst,60,10000.0", "Reset,60,10000.0"], lines[1..5].Select(line => string.Join(',', line.Split(',')[..3])));
        Assert.All(lines[..5], line => Assert.Equal(11, line.Split(',').Length));
    }

    [Fact]
    public void The_figures_have_a_bar_for_each_way()
    {
        var report = Report((60, 0), (0, 60), (0, 0));

        Assert.Equal([20, 100, 100, 100], Assert.IsType<BarTrace>(Assert.Single(report.Figure().Traces)).Values.Select(value => Math.Round(value)));
        Assert.Equal([0, 60, 0, 0], Assert.IsType<BarTrace>(report.TimeWaitFigure().Traces[0]).Values);
        Assert.Equal([0, 0, 60, 0], Assert.IsType<BarTrace>(report.TimeWaitFigure().Traces[1]).Values);
    }

    private static ConnectionCostReport Report((int?, int?) client, (int?, int?) server, (int?, int?) reset)
    {
        return new ConnectionCostReport(
        [
            new(ConnectionCostEnding.Reused, Rounds.Same(20), new LatencyHistogram(), 0, 0), New(ConnectionCostEnding.ClientFirst, client),
            New(ConnectionCostEnding.ServerFirst, server), New(ConnectionCostEnding.Reset, reset),
        ], "here");

        static ConnectionCostWay New(ConnectionCostEnding ending, (int? Client, int? Server) left) =>
            new(ending, Rounds.Same(100), Rounds.Of(30), left.Client, left.Server);
    }
}
