using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class TransportSweepTests
{
    private static readonly TransportSweepOptions s_quick = new()
    {
        Sizes = [1, 1000, 300_000],
        Samples = 10,
        TimePerPoint = Timeout.InfiniteTimeSpan,
        WarmUp = 1,
        WarmUpTime = TimeSpan.Zero,
        Patience = TimeSpan.FromSeconds(20),
        TimeLimit = TimeSpan.FromSeconds(60),
    };

    public static TheoryData<TransportKind> Kinds => [.. TransportNames.All];

    [Fact]
    public async Task Every_transport_carries_every_size_or_the_report_says_why_not()
    {
        var lines = new List<string>();
        var report = await TransportSweep.RunAsync(s_quick, lines.Add).Soon();

        var asked = TransportNames.All.SelectMany(kind => s_quick.Sizes.Select(size => (Transport: kind.Name(), Size: size)));
        Assert.All(asked, one => Assert.True(
            report.Find(one.Transport, one.Size) is { Samples: 10, P50Us: > 0, Median.IsReached: true }
            ^ report.Missing.Any(missing => missing.Transport == one.Transport && (missing.SizeBytes ?? one.Size) == one.Size),
            $"{one}: {report.ToText()}"));
        Assert.Equal(report.Points.Count + report.Missing.Count, lines.Count);
        // What every system has.
        Assert.All([TransportKind.Tcp, TransportKind.TcpAsync, TransportKind.TcpAsyncLoop, TransportKind.TcpSpin, TransportKind.NamedPipe, TransportKind.MemoryEvent, TransportKind.MemorySpin],
            kind => Assert.NotNull(report.Find(kind, 300_000)));
        Assert.Contains(Placement.Current.Description, report.Machine);
    }

    [Fact]
    public async Task What_a_datagram_cannot_hold_is_said()
    {
        var report = await TransportSweep.RunAsync(s_quick with { Transports = [TransportKind.Udp], Sizes = [16, 65_508] }).Soon();

        Assert.Equal(16, Assert.Single(report.Points).SizeBytes);
        Assert.Equal(new MissingPoint("udp", 65_508, "a datagram over IPv4 holds at most 65,507 bytes"), Assert.Single(report.Missing));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Four_MiB_go_through_buffers_that_hold_less(TransportKind kind)
    {
        if (kind == TransportKind.Udp) return;
        var run = TransportSweep.RunAsync(s_quick with { Transports = [kind], Sizes = [4 << 20], Samples = 5 });
        // What this system lacks cannot be measured; the whole sweep then says so.
        if (await Lacks(run)) return;

        Assert.Equal(5, Assert.Single((await run).Points).Samples);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_transport_that_is_closed_in_the_middle_says_so_and_does_not_hang(TransportKind kind)
    {
        var lanes = Task.Factory.StartNew(() =>
        {
            IRoundTrip trip;
            try
            {
                trip = Transports.Open(kind, TimeSpan.FromSeconds(20), CancellationToken.None);
            }
            catch (MeasurementException)
            {
                return true;
            }

            using var closing = trip;
            using var began = new ManualResetEventSlim();
            var closer = Task.Factory.StartNew(() =>
            {
                began.Wait();
                trip.Dispose();
            }, TaskCreationOptions.LongRunning);
            var (message, echo, count) = (new PageBuffer(16), new PageBuffer(16), 0);
            try
            {
                while (true)
                {
                    trip.Exchange(message, echo, 16);
                    if (++count == 20) began.Set();
                }
            }
            catch (Exception e) when (e is MeasurementException or ObjectDisposedException or SocketException)
            {
                began.Set();
                return closer.Wait(TimeSpan.FromSeconds(30));
            }
        }, TaskCreationOptions.LongRunning);

        Assert.True(await lanes.Soon());
    }

    [Fact]
    public async Task A_token_ends_it_while_it_runs()
    {
        using var source = new CancellationTokenSource();
        var endless = s_quick with { Samples = int.MaxValue, Rounds = 1, Sizes = [16] };

        var run = TransportSweep.RunAsync(endless, cancellationToken: source.Token);
        source.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run).Soon();
    }

    [Fact]
    public async Task The_time_limit_ends_it_and_says_so()
    {
        var endless = s_quick with { Samples = int.MaxValue, Rounds = 1, Sizes = [16], TimeLimit = TimeSpan.FromMilliseconds(300) };

        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => TransportSweep.RunAsync(endless)).Soon();
        Assert.Contains("took longer than 300 ms (TimeLimit)", thrown.Message);
    }

    [Fact]
    public void Nonsense_is_refused_before_anything_starts()
    {
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Sizes = [] }));
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Sizes = [0] }));
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Sizes = [16, 16] }));
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Samples = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Rounds = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Transports = [] }));
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Transports = [(TransportKind)99] }));
        Assert.ThrowsAny<ArgumentException>(() => TransportSweep.Run(s_quick with { Transports = [TransportKind.Tcp, TransportKind.Tcp] }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_transport_is_found_by_its_name(TransportKind kind)
    {
        Assert.True(TransportNames.TryParse(kind.Name().ToUpperInvariant(), out var found));
        Assert.Equal(kind, found);
        Assert.False(TransportNames.TryParse("pigeon", out _));
    }

    private static async Task<bool> Lacks(Task<LatencyReport> run)
    {
        try
        {
            await run.Soon();
            return false;
        }
        catch (MeasurementException e)
        {
            Assert.StartsWith("Nothing could be measured. tcp-", e.Message);
            return true;
        }
    }
}
