using System.Net;

namespace SocketSchool.Tests;

public sealed class NagleMeasurementTests
{
    private static readonly NagleOptions s_quick = new()
    {
        FirstExchanges = 2,
        Rounds = 2,
        ExchangesPerRound = 2,
        WarmUpTime = TimeSpan.Zero,
        TimePerRound = TimeSpan.FromSeconds(5),
        TimeLimit = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task Every_way_gets_its_exchanges_in_every_round()
    {
        var report = await NagleMeasurement.RunAsync(s_quick).Soon();

        Assert.Equal([("two sends", false), ("two sends, NoDelay", true), ("one gathered send", false)], report.Ways.Select(way => (way.Name, way.NoDelay)));
        Assert.All(report.Ways, way =>
        {
            Assert.Equal([2L, 2L], way.Rounds.Select(round => round.Count));
            Assert.Equal(2, way.FirstUs.Count);
            Assert.All(way.FirstUs, us => Assert.True(us > 0));
        });
        Assert.NotEqual("", report.Machine);
    }

    [Fact]
    public async Task Progress_is_a_line_for_every_way()
    {
        List<string> lines = [];
        await NagleMeasurement.RunAsync(s_quick, lines.Add).Soon();

        Assert.Equal(3, lines.Count);
        Assert.StartsWith("two sends: median", lines[0]);
    }

    [Fact]
    public async Task Time_ends_a_round_but_every_round_has_an_exchange()
    {
        var report = await NagleMeasurement.RunAsync(s_quick with { ExchangesPerRound = int.MaxValue, TimePerRound = TimeSpan.FromTicks(1) }).Soon();

        Assert.All(report.Ways, way => Assert.All(way.Rounds, round => Assert.Equal(1, round.Count)));
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            NagleMeasurement.RunAsync(s_quick with { WarmUpTime = TimeSpan.FromMinutes(1) }, cancellationToken: cancel.Token).Soon());
    }

    [Fact]
    public async Task The_time_limit_ends_it_and_says_what_to_do()
    {
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() =>
            NagleMeasurement.RunAsync(s_quick with { WarmUpTime = TimeSpan.FromMinutes(1), TimeLimit = TimeSpan.FromMilliseconds(50) }).Soon());

        Assert.Equal("The measurement took longer than 50 ms (TimeLimit). Ask for fewer rounds or exchanges.", thrown.Message);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        NagleOptions[] wrong =
        [
            s_quick with { HeaderBytes = 0 }, s_quick with { BodyBytes = 513 }, s_quick with { AnswerBytes = -1 }, s_quick with { Rounds = 0 },
            s_quick with { ExchangesPerRound = 0 }, s_quick with { FirstExchanges = 0 }, s_quick with { TimePerRound = TimeSpan.Zero },
            s_quick with { Patience = TimeSpan.Zero }, s_quick with { TimeLimit = TimeSpan.Zero },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => NagleMeasurement.Run(options)));
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("in two")]
    [InlineData("gathered")]
    public async Task An_exchange_allocates_nothing_in_steady_state(string way)
    {
        using var pair = new MeasuredPair(IPAddress.Loopback, 16, 64, 16, noDelay: true, TimeSpan.FromSeconds(10));
        var allocated = await Task.Factory.StartNew(() =>
        {
            Many(pair, way, 500);
            return Allocations.Least(() => Many(pair, way, 1000));
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Soon();

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void An_exchange_that_stands_still_is_ended_in_plain_words()
    {
        using var end = new ManualResetEventSlim();
        using var pair = new MeasuredPair(
            IPAddress.Loopback, 16, 64, 16, noDelay: true, TimeSpan.FromMilliseconds(100), () => end.Wait(TimeSpan.FromSeconds(20)));

        var thrown = Assert.Throws<MeasurementException>(pair.ExchangeInTwo);
        end.Set();
        Assert.StartsWith("For 100 ms nothing moved between the two ends of the measurement.", thrown.Message);
    }

    private static void Many(MeasuredPair pair, string way, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (way == "whole") pair.Exchange();
            else if (way == "in two") pair.ExchangeInTwo();
            else pair.ExchangeGathered();
        }
    }
}
