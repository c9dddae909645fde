namespace SocketSchool.Tests;

// Alone: /proc/net/tcp is read row by row, and rows are missed while other tests open and close sockets by the hundred.
[Collection(Alone.Name)]
public sealed class ConnectionCostTests
{
    private static readonly ConnectionCostOptions s_quick = new() { Requests = 11, Rounds = 3, WarmUp = 2, TimeLimit = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task Every_way_makes_its_requests()
    {
        List<string> lines = [];
        var report = await ConnectionCost.RunAsync(s_quick, lines.Add).Soon();

        Assert.Equal(Enum.GetValues<ConnectionCostEnding>(), report.Ways.Select(way => way.Ending));
        Assert.All(report.Ways, way =>
        {
            Assert.Equal([4L, 4L, 3L], way.Rounds.Select(round => round.Count));
            Assert.Equal(way.Ending == ConnectionCostEnding.Reused ? 0 : 11, way.Connect.Count);
            Assert.True(way.PerSecond > 0);
            Assert.True(way.Connect.Max <= way.Histogram.Max, "a connect is part of its request");
        });
        Assert.Equal(4, lines.Count);
    }

    [LinuxFact]
    public async Task Who_closes_first_is_left_with_TIME_WAIT_and_a_reset_leaves_none()
    {
        var report = await ConnectionCost.RunAsync(s_quick).Soon();

        Assert.Equal((11, 0), TimeWait(report, ConnectionCostEnding.ClientFirst));
        Assert.Equal((0, 11), TimeWait(report, ConnectionCostEnding.ServerFirst));
        Assert.Equal((0, 0), TimeWait(report, ConnectionCostEnding.Reset));
        Assert.Equal((0, 0), TimeWait(report, ConnectionCostEnding.Reused));
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ConnectionCost.RunAsync(s_quick with { Requests = 5000 }, cancellationToken: cancel.Token).Soon());
    }

    [Fact]
    public async Task The_time_limit_ends_it()
    {
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() =>
            ConnectionCost.RunAsync(s_quick with { Requests = 5000, TimeLimit = TimeSpan.FromMilliseconds(1) }).Soon());

        Assert.Equal("The measurement took longer than 1 ms (TimeLimit). Ask for fewer requests.", thrown.Message);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        ConnectionCostOptions[] wrong =
        [
            s_quick with { Requests = 0 }, s_quick with { Requests = 5001 }, s_quick with { Rounds = 0 }, s_quick with { RequestBytes = 0 },
            s_quick with { AnswerBytes = 4097 }, s_quick with { WarmUp = -1 }, s_quick with { Patience = TimeSpan.Zero }, s_quick with { TimeLimit = TimeSpan.Zero },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => ConnectionCost.Run(options)));
    }

    private static (int?, int?) TimeWait(ConnectionCostReport report, ConnectionCostEnding ending) =>
        (report[ending].ClientTimeWait, report[ending].ServerTimeWait);
}
