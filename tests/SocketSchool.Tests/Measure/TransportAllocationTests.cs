using System.Net;

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

    // Larger than the send buffer of a socket or the buffer of a pipe: it is sent by a thread of its own, beside the receiving.
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nor_does_a_message_of_several_megabytes(TransportKind kind)
    {
        const int Size = 5 << 20;
        const int Few = 4;
        if (kind == TransportKind.Udp) return;
        var allocated = await OnOwnThread(kind, run => Least(() => GC.GetTotalAllocatedBytes(precise: true), run), Size, Few);

        // To start the loop of the awaited ones takes a few hundred bytes; a buffer or a piece of one for a message would be 80 KiB.
        Assert.InRange(allocated, 0, 2000);
    }

    [Fact]
    public async Task Nor_does_a_receive_of_the_buffer_sweep()
    {
        var allocated = await Task.Factory.StartNew(() =>
        {
            const int Total = 1 << 20;
            var (client, server) = ConnectedPair.Tcp(IPAddress.Loopback);
            using var watchdog = new Watchdog(TimeSpan.FromSeconds(20), client.Dispose);
            var into = new PageBuffer(16);
            using var sender = new BackgroundSender((bytes, count) => TcpRoundTrip.SendAll(server, bytes.Slice(0, count)));
            using (client)
            using (server)
            {
                var from = new PageBuffer(Total);
                return Least(GC.GetAllocatedBytesForCurrentThread, () =>
                {
                    sender.Begin(from, Total);
                    BufferTransfer.Receive(client, into, 16, Total, TimeSpan.MaxValue, watchdog);
                    sender.End();
                });
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Soon();

        // 65,536 receives; the tuple that is returned is a value.
        Assert.Equal(0, allocated);
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

    private static Task<long> OnOwnThread(TransportKind kind, Func<Action, long> measure, int size = 100, int messages = Messages) => Task.Factory.StartNew(() =>
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
            var (message, echo, histogram) = (new PageBuffer(size), new PageBuffer(size), new LatencyHistogram());
            void Run() => RoundTripLoop.Run(trip, message, echo, size, messages, TimeSpan.MaxValue, histogram);
            Run();
            return measure(Run);
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Soon();
}
