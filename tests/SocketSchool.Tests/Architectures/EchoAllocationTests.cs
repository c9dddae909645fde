using System.Diagnostics;

namespace SocketSchool.Tests;

/// <summary>What is measured allocates nothing per message, or the collector would be measured with it.</summary>
[Collection(Alone.Name)]
public sealed class EchoAllocationTests
{
    private const int Messages = 5000;

    // A message's smallest object would be 24 bytes; what is allowed here is the noise of the runtime around it.
    private const double BytesPerMessage = 8;

    public static TheoryData<string> Names => Architecture.Four;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_echo_allocates_nothing_once_it_runs(string name)
    {
        await using var server = Architecture.Start(name, options: new ServerOptions { LogCapacity = 0 });
        using var client = Architecture.Connect(server);
        client.NoDelay = true;
        Exchange();
        var least = double.MaxValue;
        // The best of three: a background thread of the test runner may allocate meanwhile.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Exchange();
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Messages);
        }

        Assert.InRange(least, 0, BytesPerMessage);
        Assert.Equal(4 * Messages * 64L, server.BytesReceived);

        void Exchange()
        {
            Span<byte> message = stackalloc byte[64];
            for (var i = 0; i < Messages; i++)
            {
                client.Send(message);
                for (var have = 0; have < message.Length;) have += client.Receive(message[have..]);
            }
        }
    }

    [Fact]
    public async Task The_load_generator_allocates_nothing_per_message()
    {
        await using var server = AsyncEcho.Start(options: new ServerOptions { LogCapacity = 0 });
        var patience = TimeSpan.FromSeconds(20);
        using var connections = ServerLoadConnections.Open(server.EndPoint, 20, patience, CancellationToken.None);
        var worker = new ServerLoadWorker(connections.Sockets, 64, patience);
        var now = Stopwatch.GetTimestamp();
        worker.Start(now, now + Stopwatch.Frequency / 2);
        worker.Join();

        Assert.Null(worker.Failure);
        Assert.True(worker.Histogram.Count > 100, $"{worker.Histogram.Count} messages");
        // Not one byte per message, but for what Select makes when it is called for the first time.
        Assert.InRange(worker.AllocatedBytes, 0, 4096 + worker.Histogram.Count);
    }
}
