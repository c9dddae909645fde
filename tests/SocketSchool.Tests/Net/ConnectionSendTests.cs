using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class ConnectionSendTests
{
    [Fact]
    public async Task All_of_8_MiB_arrives_at_a_reader_that_reads_in_small_bites()
    {
        using var pair = await Pair.Connect(peerReceiveBuffer: 8 * 1024);
        var bytes = new byte[8 * 1024 * 1024];
        Random.Shared.NextBytes(bytes);
        var sending = pair.Connection.SendAsync(bytes).AsTask();

        var got = new byte[bytes.Length];
        for (var have = 0; have < got.Length;)
        {
            var count = await pair.Peer.ReceiveAsync(got.AsMemory(have, Math.Min(5000, got.Length - have))).Soon();
            Assert.NotEqual(0, count);
            have += count;
        }

        await sending.Soon();
        Assert.True(bytes.AsSpan().SequenceEqual(got));
        Assert.Equal(bytes.Length, pair.Connection.BytesSent);
    }

    [Fact]
    public async Task Messages_of_many_tasks_queue_up_and_do_not_mix()
    {
        using var pair = await Pair.Connect();
        const int Size = 200_000;
        var sending = Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var message = new byte[Size];
            Array.Fill(message, (byte)i);
            await pair.Connection.SendAsync(message);
        })).ToArray();

        var seen = new List<byte>();
        var buffer = new byte[Size];
        for (var i = 0; i < sending.Length; i++)
        {
            for (var have = 0; have < Size;) have += await pair.Peer.ReceiveAsync(buffer.AsMemory(have)).Soon();
            Assert.Equal(-1, buffer.AsSpan().IndexOfAnyExcept(buffer[0]));
            seen.Add(buffer[0]);
        }

        await Task.WhenAll(sending).Soon();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)i), seen.Order());
    }

    [Fact]
    public async Task Sending_nothing_does_nothing_and_is_not_logged()
    {
        var log = new WireLog();
        using var pair = await Pair.Connect(log: log);
        await pair.Connection.SendAsync(ReadOnlyMemory<byte>.Empty).Soon();
        await pair.Connection.SendTextAsync("").Soon();

        Assert.DoesNotContain(log.Events, e => e.Kind == WireEventKind.Send);
        Assert.Equal(0, pair.Connection.BytesSent);
    }

    [Fact]
    public async Task Half_close_tells_the_peer_and_leaves_the_other_direction_open()
    {
        using var pair = await Pair.Connect();
        await pair.Connection.SendTextAsync("question").Soon();
        pair.Connection.ShutdownSend();
        pair.Connection.ShutdownSend();

        Assert.Equal("question"u8.ToArray(), await pair.PeerReadsToEnd());
        pair.PeerSends("answer");
        pair.Peer.Shutdown(SocketShutdown.Send);
        Assert.Equal("answer"u8.ToArray(), await pair.Connection.ReceiveToEndAsync().Soon());
        Assert.True(pair.Connection.HasShutdownSend);
        Assert.True(pair.Connection.PeerHasFinished);
    }

    [Fact]
    public async Task After_the_peers_half_close_this_end_can_still_send()
    {
        using var pair = await Pair.Connect();
        pair.Peer.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await pair.Connection.ReceiveAsync(new byte[1]).Soon());

        await pair.Connection.SendTextAsync("still here").Soon();
        pair.Connection.Dispose();
        Assert.Equal("still here"u8.ToArray(), await pair.PeerReadsToEnd());
    }

    [Fact]
    public async Task Sending_after_shutdown_is_our_own_mistake_and_not_a_reset()
    {
        using var pair = await Pair.Connect();
        pair.Connection.ShutdownSend();

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Connection.SendTextAsync("late").Soon());
        Assert.Contains("ShutdownSend", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_send_that_a_shutdown_cuts_off_is_not_blamed_on_the_peer()
    {
        using var pair = await Pair.Connect();
        var sending = pair.Connection.SendAsync(new byte[50_000_000]).AsTask();
        await Waiting.Until(() => pair.Connection.BytesSent > 0, "the send has begun");
        pair.Connection.ShutdownSend();
        var reading = pair.PeerReadsToEnd();

        await Assert.ThrowsAsync<InvalidOperationException>(() => sending.Soon());
        Assert.NotEmpty(await reading);
    }

    [Fact]
    public async Task Nagle_is_off_unless_asked_for()
    {
        using var quick = await Pair.Connect();
        using var slow = await Pair.Connect(new ConnectionOptions { NoDelay = false });

        Assert.True(quick.Connection.Socket.NoDelay);
        Assert.False(slow.Connection.Socket.NoDelay);
    }
}
