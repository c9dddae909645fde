using System.Net;

namespace SocketSchool.Tests;

public sealed class BufferSweepTests
{
    private static readonly BufferSweepOptions s_quick = new()
    {
        ReceiveBuffers = [64, 65536],
        SocketBuffers = [65536],
        TotalBytes = 300_000,
        TimePerTransfer = Timeout.InfiniteTimeSpan,
        Patience = TimeSpan.FromSeconds(20),
        TimeLimit = TimeSpan.FromSeconds(60),
    };

    [Fact]
    public async Task Every_buffer_receives_every_byte_and_the_small_one_in_more_calls()
    {
        var lines = new List<string>();
        var report = await BufferSweep.RunAsync(s_quick, lines.Add).Soon();

        Assert.Equal(["64 B", "64 KiB", "64 KiB", "untouched", "64 KiB", "untouched"], report.Points.Select(point => point.Size));
        Assert.All(report.Points, point => Assert.Equal((300_000 * 5, true), (point.Bytes, point.IsWhole)));
        Assert.All(report.Points, point => Assert.True(
            point.MibPerSecond > 0 && point.LowMibPerSecond <= point.MibPerSecond && point.MibPerSecond <= point.HighMibPerSecond && point.GrantedBytes > 0));
        var small = report.Find(BufferKind.Receive, 64)!;
        Assert.True(small.Receives >= 300_000 / 64 * 5 && small.BytesPerReceive <= 64, small.ToString());
        Assert.True(report.Find(BufferKind.Receive, 65536)!.Receives < small.Receives);
        Assert.Equal(report.Points.Count, lines.Count);
        Assert.Contains(Placement.Current.Description, report.Machine);
    }

    [Fact]
    public async Task A_transfer_that_takes_too_long_ends_early_and_the_report_says_so()
    {
        var report = await BufferSweep.RunAsync(s_quick with
        {
            ReceiveBuffers = [16],
            SocketBuffers = [],
            TotalBytes = int.MaxValue,
            TimePerTransfer = TimeSpan.FromMilliseconds(5),
            Rounds = 2,
        }).Soon();

        var point = Assert.Single(report.Points);
        Assert.False(point.IsWhole);
        Assert.Equal(16, point.BytesPerReceive, 0.5);
        Assert.Contains("less was moved", report.ToText());
        Assert.Contains("Too few rounds to decide", report.ToText());
    }

    [Fact]
    public async Task A_token_ends_it_while_it_runs()
    {
        using var source = new CancellationTokenSource();
        var run = BufferSweep.RunAsync(s_quick with { TotalBytes = int.MaxValue, ReceiveBuffers = [1] }, cancellationToken: source.Token);
        source.CancelAfter(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run).Soon();
    }

    [Fact]
    public async Task The_time_limit_ends_it_and_says_so()
    {
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => BufferSweep.RunAsync(
            s_quick with { TotalBytes = int.MaxValue, ReceiveBuffers = [1], TimeLimit = TimeSpan.FromMilliseconds(300) })).Soon();

        Assert.Contains("took longer than 300 ms (TimeLimit)", thrown.Message);
    }

    [Fact]
    public async Task An_address_that_this_machine_does_not_have_is_one_line()
    {
        var thrown = await Assert.ThrowsAsync<MeasurementException>(() => BufferSweep.RunAsync(
            s_quick with { Address = IPAddress.Parse("192.0.2.77") })).Soon();

        Assert.StartsWith("A connection at 192.0.2.77 could not be made", thrown.Message);
    }

    [Fact]
    public void Nonsense_is_refused_before_anything_starts()
    {
        Assert.ThrowsAny<ArgumentException>(() => BufferSweep.Run(s_quick with { ReceiveBuffers = [], SocketBuffers = [] }));
        Assert.ThrowsAny<ArgumentException>(() => BufferSweep.Run(s_quick with { ReceiveBuffers = [0] }));
        Assert.ThrowsAny<ArgumentException>(() => BufferSweep.Run(s_quick with { SocketBuffers = [16, 16] }));
        Assert.ThrowsAny<ArgumentException>(() => BufferSweep.Run(s_quick with { TotalBytes = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => BufferSweep.Run(s_quick with { Rounds = 0 }));
    }

    [Fact]
    public async Task Bulk_takes_what_is_sent_between_two_ends()
    {
        var port = new TaskCompletionSource<int>();
        var receiving = BulkTransfer.ReceiveAsync(BulkTransfer.DefaultBuffer, port.SetResult);
        var sent = await BulkTransfer.SendAsync(new IPEndPoint(IPAddress.Loopback, await port.Task.Soon()), BulkTransfer.DefaultBuffer, TimeSpan.FromMilliseconds(50)).Soon();

        Assert.True(sent > 0);
        Assert.True(await receiving.Soon() > 0);
    }
}
