namespace SocketSchool.Tests;

/// <summary>No message allocates anything, at either end.</summary>
[Collection(Alone.Name)]
public sealed class TransportAllocationTests
{
    private const int Messages = 2000;

    public static TheoryData<TransportKind> Kinds => [.. TransportNames.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Steady_state_allocates_nothing_per_message_on_any_thread(TransportKind kind)
    {
        var allocated = await OnOwnThread(kind, run => Least(() => GC.GetTotalAllocatedBytes(precise: true), run));

        // To start the loop of the awaited ones takes a few objects; a message that allocated one would take 24 bytes or more, 2,000 times.
        Assert.InRange(allocated, 0, Messages);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task And_nothing_at_all_on_the_measuring_thread_where_the_calls_block(TransportKind kind)
    {
        var allocated = await OnOwnThread(kind, run => Least(GC.GetAllocatedBytesForCurrentThread, run));

        Assert.InRange(allocated, 0, kind is TransportKind.TcpAsync or TransportKind.TcpAsyncLoop ? 2000 : 0);
    }

    private static long Least(Func<long> count, Action run)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 10 && least > 0; i++)
        {
            var before = count();
            run();
            least = Math.Min(least, count() - before);
        }

        return least;
    }

    private static Task<long> OnOwnThread(TransportKind kind, Func<Action, long> measure) => Task.Factory.StartNew(() =>
    {
        IRoundTrip trip;
        try
        {
            trip = Transports.Open(kind, TimeSpan.FromSeconds(20), CancellationToken.None);
        }
        catch (MeasurementException)
        {
            // This system lacks it.
            return 0;
        }

        using (trip)
        {
            var (message, echo, histogram) = (new PageBuffer(100), new PageBuffer(100), new LatencyHistogram());
            void Run() => RoundTripLoop.Run(trip, message, echo, 100, Messages, TimeSpan.MaxValue, histogram);
            Run();
            return measure(Run);
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Soon();
}
