using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class ConnectionCancellationTests
{
    [Fact]
    public async Task A_token_that_is_cancelled_already_stops_every_call_before_it_does_anything()
    {
        using var pair = await Pair.Connect();
        var cancelled = new CancellationToken(canceled: true);
        pair.PeerSends("one\ntwo\n");
        Assert.Equal("one", await pair.Connection.ReadLineAsync().Soon());

        await Throws(() => pair.Connection.ReceiveAsync(new byte[1], cancelled).Soon());
        await Throws(() => pair.Connection.ReadLineAsync(cancelled).Soon());
        await Throws(() => pair.Connection.ReceiveExactlyAsync(1, cancelled).Soon());
        await Throws(() => pair.Connection.ReceiveToEndAsync(cancellationToken: cancelled).Soon());
        await Throws(() => pair.Connection.SendTextAsync("x", cancelled).Soon());
        await Throws(() => Connection.ConnectAsync(pair.Connection.RemoteEndPoint, cancellationToken: cancelled).Soon());
        await Throws(() => Connection.ConnectAsync("localhost", 1, cancellationToken: cancelled).Soon());

        Assert.Equal("two", await pair.Connection.ReadLineAsync().Soon());
        Assert.Equal(0, pair.Connection.BytesSent);

        async Task Throws(Func<Task> call)
        {
            var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
            Assert.Equal(cancelled, e.CancellationToken);
        }
    }

    [Fact]
    public async Task A_cancelled_receive_carries_the_callers_token_and_the_connection_goes_on()
    {
        using var pair = await Pair.Connect();
        for (var i = 0; i < 3; i++)
        {
            using var source = new CancellationTokenSource();
            var receiving = pair.Connection.ReceiveAsync(new byte[1], source.Token).AsTask();
            await source.CancelAsync();
            var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.Soon());
            Assert.Equal(source.Token, e.CancellationToken);
        }

        pair.PeerSends("x");
        Assert.Equal("x"u8.ToArray(), await pair.Connection.ReceiveExactlyAsync(1).Soon());
    }

    [Fact]
    public async Task What_a_cancelled_receive_had_got_stays_for_the_next_one()
    {
        using var pair = await Pair.Connect();
        using var source = new CancellationTokenSource();
        var receiving = pair.Connection.ReceiveExactlyAsync(6, source.Token).AsTask();
        pair.PeerSends("abc");
        await pair.ConnectionHasTaken(3);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.Soon());

        pair.PeerSends("def");
        Assert.Equal("abcdef"u8.ToArray(), await pair.Connection.ReceiveExactlyAsync(6).Soon());
    }

    [Fact]
    public async Task A_cancelled_line_stays_for_the_next_call()
    {
        using var pair = await Pair.Connect();
        using var source = new CancellationTokenSource();
        var reading = pair.Connection.ReadLineAsync(source.Token).AsTask();
        pair.PeerSends("abc");
        await pair.ConnectionHasTaken(3);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());

        pair.PeerSends("def\n");
        Assert.Equal("abcdef", await pair.Connection.ReadLineAsync().Soon());
    }

    [Fact]
    public async Task A_send_that_waits_can_be_cancelled()
    {
        using var pair = await Pair.Connect(peerReceiveBuffer: 8 * 1024);
        using var source = new CancellationTokenSource();
        var sending = pair.Connection.SendAsync(new byte[50_000_000], source.Token).AsTask();
        await Waiting.Until(() => pair.Connection.BytesSent > 0, "the send has begun");
        var behind = pair.Connection.SendTextAsync("next", source.Token).AsTask();
        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.Soon());
        Assert.Equal(source.Token, e.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind.Soon());
    }

    [Fact]
    public async Task Cancelling_after_a_connect_has_succeeded_or_failed_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        var server = EchoServer.Start();
        using var client = await Connection.ConnectAsync(server, source.Token).Soon();
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await Assert.ThrowsAnyAsync<SocketException>(
            () => Connection.ConnectAsync((IPEndPoint)bound.LocalEndPoint!, cancellationToken: source.Token).Soon());

        // Throws when a registration on the token has outlived its call.
        await source.CancelAsync();
        await client.SendLineAsync("still here").Soon();
        Assert.Equal("still here", await client.ReadLineAsync().Soon());
        await server.StopAsync().Soon();
    }

    [Fact]
    public async Task Cancelling_after_the_call_has_returned_changes_nothing()
    {
        using var pair = await Pair.Connect();
        using var source = new CancellationTokenSource();
        pair.PeerSends("a");
        Assert.NotNull(await pair.Connection.ReceiveExactlyAsync(1, source.Token).Soon());
        await pair.Connection.SendTextAsync("b", source.Token).Soon();
        await source.CancelAsync();
        pair.PeerSends("c");

        Assert.Equal("c"u8.ToArray(), await pair.Connection.ReceiveExactlyAsync(1).Soon());
        await pair.Connection.SendTextAsync("d").Soon();
    }
}
