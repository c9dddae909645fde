namespace SocketSchool.Tests;

[Collection(Alone.Name)]
public sealed class PlacementTests
{
    private static readonly PlacementOptions s_quick = new()
    {
        Rounds = 2,
        ExchangesPerRound = 3,
        WarmUpTime = TimeSpan.Zero,
        TimePerRound = TimeSpan.FromSeconds(5),
        TimeLimit = TimeSpan.FromSeconds(20),
    };

    [Theory]
    [InlineData("0-1\n", 2)]
    [InlineData("0", 1)]
    [InlineData("0-3,8,10-11", 7)]
    [InlineData("", 0)]
    [InlineData("none", 0)]
    public void A_list_of_processors_is_counted(string list, int count) => Assert.Equal(count, Placement.CountList(list));

    [Theory]
    [InlineData(1, 1, "1 processor")]
    [InlineData(2, 2, "2 processors, placed by the operating system")]
    [InlineData(1, 2, "held to 1 of 2 processors (number 0)")]
    [InlineData(2, 8, "held to 2 of 8 processors, placed among them by the operating system")]
    [InlineData(2, 0, "2 processors, placed by the operating system")]
    public void It_is_described_in_words(int allowed, int machine, string words) =>
        Assert.Equal(words, new Placement([.. Enumerable.Range(0, allowed)], allowed, machine).Description);

    [LinuxFact]
    public void The_current_one_is_what_proc_says()
    {
        var status = File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));

        Assert.Equal(Placement.CountList(status.Split(':')[1]), Placement.Current.Count);
        Assert.Equal(Placement.Current.Count, Placement.Current.Processors.Count);
        Assert.Contains(Placement.Current.Description, MachineInfo.Describe());
    }

    [LinuxFact]
    public void Hold_holds_every_thread_and_lets_every_one_go()
    {
        using var end = new ManualResetEventSlim();
        var old = new Thread(() => end.Wait(TimeSpan.FromSeconds(20))) { IsBackground = true };
        var born = new Thread(() => end.Wait(TimeSpan.FromSeconds(20))) { IsBackground = true };
        old.Start();
        var before = Masks();
        var during = Placement.Hold(1, () =>
        {
            born.Start();
            return Masks();
        });
        var after = Masks();
        end.Set();

        Assert.Equal([Placement.Current.Processors[0].ToString(System.Globalization.CultureInfo.InvariantCulture)], during.Distinct());
        // Threads come and go (the pool's); what may not be is one that is still held.
        Assert.Equal(before.Distinct().Order(), after.Distinct().Order());
    }

    [LinuxFact]
    public void Hold_lets_go_when_what_it_ran_fails()
    {
        var before = Placement.Current.Processors;
        Assert.Throws<InvalidTimeZoneException>(() => Placement.Hold<int>(1, () => throw new InvalidTimeZoneException()));

        Assert.Equal(before, Placement.Current.Processors);
    }

    [LinuxFact]
    public void A_measurement_within_says_where_it_ran()
    {
        if (Placement.Current.Count < 2) return;
        var report = Placement.Hold(1, () => NagleMeasurement.Run(new NagleOptions { Rounds = 1, ExchangesPerRound = 1, FirstExchanges = 1, WarmUpTime = TimeSpan.Zero }));

        Assert.Contains("held to 1 of", report.Machine);
    }

    [LinuxFact]
    public void Hold_within_Hold_is_refused()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Placement.Hold(1, () => Placement.Hold(1, () => 1)));

        Assert.StartsWith("This process is being held to its processors already.", thrown.Message);
    }

    [LinuxFact]
    public void More_processors_than_there_are_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Placement.Hold(Placement.Current.Count + 1, () => 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Placement.Hold(0, () => 1));
    }

    [Fact]
    public async Task Every_placement_gets_its_exchanges_as_it_is_and_busy()
    {
        List<string> lines = [];
        var report = await Placement.RunAsync(s_quick, lines.Add).Soon();

        PlacementKind[] kinds = (Placement.WhyNot, Placement.Current.Count) switch
        {
            ("", > 1) => [PlacementKind.OneProcessor, PlacementKind.TwoProcessors, PlacementKind.Free],
            ("", _) => [PlacementKind.OneProcessor, PlacementKind.Free],
            _ => [PlacementKind.Free],
        };
        Assert.Equal([.. kinds.Select(kind => (kind, false)), .. kinds.Select(kind => (kind, true))], report.Points.Select(point => (point.Kind, point.Busy)));
        Assert.All(report.Points, point => Assert.Equal([3L, 3L], point.Rounds.Select(round => round.Count)));
        Assert.Equal(report.Points.Count, lines.Count);
    }

    [Fact]
    public async Task It_can_do_without_the_busy_machine() =>
        Assert.DoesNotContain((await Placement.RunAsync(s_quick with { Busy = false }).Soon()).Points, point => point.Busy);

    [LinuxFact]
    public void Measuring_leaves_the_threads_of_the_process_where_they_were()
    {
        var before = Masks();
        Placement.Run(s_quick);

        Assert.Equal(before.Distinct().Order(), Masks().Distinct().Order());
        Assert.DoesNotContain(Names(), name => name.StartsWith("placement", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_time_limit_ends_it()
    {
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() =>
            Placement.RunAsync(s_quick with { WarmUpTime = TimeSpan.FromMinutes(1), TimeLimit = TimeSpan.FromMilliseconds(50) }).Soon());

        Assert.Equal("The measurement took longer than 50 ms (TimeLimit). Ask for fewer rounds.", thrown.Message);
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Placement.RunAsync(s_quick with { WarmUpTime = TimeSpan.FromMinutes(1) }, cancellationToken: cancel.Token).Soon());
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        PlacementOptions[] wrong =
        [
            s_quick with { Size = 0 }, s_quick with { Size = 65537 }, s_quick with { Rounds = 0 }, s_quick with { ExchangesPerRound = 0 },
            s_quick with { TimePerRound = TimeSpan.Zero }, s_quick with { Patience = TimeSpan.Zero }, s_quick with { TimeLimit = TimeSpan.Zero },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => Placement.Run(options)));
    }

    private static List<string> Masks() => Tasks("status", lines => lines.First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim());

    private static List<string> Names() => Tasks("comm", lines => lines.First());

    private static List<string> Tasks(string file, Func<IEnumerable<string>, string> read)
    {
        List<string> found = [];
        foreach (var folder in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                found.Add(read(File.ReadLines(Path.Combine(folder, file))));
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                // That thread has just ended.
            }
        }

        return found;
    }
}
