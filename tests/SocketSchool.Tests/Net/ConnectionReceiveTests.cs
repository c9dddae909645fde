using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class ConnectionReceiveTests
{
    [Fact]
    public async Task Receive_returns_what_is_there_and_not_more()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends("abc");

        var buffer = new byte[10];
        Assert.Equal(3, await pair.Connection.ReceiveAsync(buffer).Soon());
        Assert.Equal("abc"u8.ToArray(), buffer[..3]);
    }

    [Fact]
    public async Task Receive_takes_no_more_than_its_buffer_and_leaves_the_rest()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends("abcde");

        var buffer = new byte[2];
        Assert.Equal(2, await pair.Connection.ReceiveAsync(buffer).Soon());
        Assert.Equal("cde"u8.ToArray(), await pair.Connection.ReceiveExactlyAsync(3).Soon());
    }

    [Fact]
    public async Task End_of_stream_is_a_value_again_and_again()
    {
        using var pair = await Pair.Connect();
        pair.Peer.Shutdown(SocketShutdown.Send);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, await pair.Connection.ReceiveAsync(new byte[1]).Soon());
            Assert.Null(await pair.Connection.ReadLineAsync().Soon());
            Assert.Null(await pair.Connection.ReceiveExactlyAsync(1).Soon());
            Assert.Empty(await pair.Connection.ReceiveToEndAsync().Soon());
        }

        Assert.True(pair.Connection.PeerHasFinished);
    }

    [Fact]
    public async Task An_empty_buffer_is_not_mistaken_for_the_end_of_the_stream()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends("a");

        Assert.Equal(0, await pair.Connection.ReceiveAsync(Memory<byte>.Empty).Soon());
        Assert.False(pair.Connection.PeerHasFinished);
        Assert.Equal("a"u8.ToArray(), await pair.Connection.ReceiveExactlyAsync(1).Soon());
    }

    [Fact]
    public async Task Receive_exactly_joins_pieces()
    {
        using var pair = await Pair.Connect();
        var receiving = pair.Connection.ReceiveExactlyAsync(6);
        for (var i = 1; i <= 3; i++)
        {
            pair.PeerSends((byte)i, (byte)(i + 100));
            await pair.ConnectionHasTaken(2 * i);
        }

        var received = await receiving.Soon();
        Assert.Equal([1, 101, 2, 102, 3, 103], received!);
    }

    [Fact]
    public async Task Receive_exactly_zero_bytes_is_an_empty_array_at_once()
    {
        using var pair = await Pair.Connect();
        Assert.Empty((await pair.Connection.ReceiveExactlyAsync(0).Soon())!);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pair.Connection.ReceiveExactlyAsync(-1).Soon());
    }

    [Fact]
    public async Task A_stream_that_ends_in_the_middle_says_how_far_it_got_and_keeps_the_piece()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends("abc");
        pair.Peer.Shutdown(SocketShutdown.Send);

        var e = await Assert.ThrowsAsync<EndOfStreamException>(() => pair.Connection.ReceiveExactlyAsync(1200).Soon());
        Assert.Equal($"{pair.Connection.RemoteEndPoint} ended the stream after 3 of the 1,200 bytes that were to come.", e.Message);
        Assert.Equal("abc"u8.ToArray(), await pair.Connection.ReceiveToEndAsync().Soon());
    }

    [Fact]
    public async Task Receive_to_end_joins_everything()
    {
        using var pair = await Pair.Connect();
        var sent = new byte[3_000_000];
        Random.Shared.NextBytes(sent);
        var receiving = pair.Connection.ReceiveToEndAsync();
        await pair.Peer.SendAsync(sent).Soon();
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Equal(sent, await receiving.Soon());
    }

    [Fact]
    public async Task Receive_to_end_takes_exactly_the_limit_and_not_one_more()
    {
        using var pair = await Pair.Connect();
        pair.PeerSends("12345");
        pair.Peer.Shutdown(SocketShutdown.Send);

        var e = await Assert.ThrowsAsync<LimitExceededException>(() => pair.Connection.ReceiveToEndAsync(maxBytes: 4).Soon());
        Assert.Equal("maxBytes", e.Limit);
        Assert.Equal("12345"u8.ToArray(), await pair.Connection.ReceiveToEndAsync(maxBytes: 5).Soon());
    }

    [Fact]
    public async Task What_came_behind_a_line_is_received_first()
    {
        using var pair = await Pair.Connect();
        var body = new byte[50_000];
        Random.Shared.NextBytes(body);
        pair.PeerSends((byte[])[.. "header\r\n"u8, .. body]);
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Equal("header", await pair.Connection.ReadLineAsync().Soon());
        var two = new byte[2];
        Assert.Equal(2, await pair.Connection.ReceiveAsync(two).Soon());
        Assert.Equal(body[..2], two);
        Assert.Equal(body[2..1000], await pair.Connection.ReceiveExactlyAsync(998).Soon());
        Assert.Equal(body[1000..], await pair.Connection.ReceiveToEndAsync().Soon());
    }

    [Fact]
    public async Task Nothing_is_lost_between_a_long_pending_piece_and_a_small_limit()
    {
        using var pair = await Pair.Connect(new ConnectionOptions { MaxLineBytes = 200_000 });
        var body = new byte[100_000];
        Array.Fill(body, (byte)'x');
        var reading = pair.Connection.ReadLineAsync();
        pair.PeerSends(body);
        await pair.ConnectionHasTaken(body.Length);
        pair.PeerSends("\n");
        Assert.Equal(100_000, (await reading.Soon())!.Length);

        pair.PeerSends((byte[])[.. "\n"u8, .. body]);
        Assert.Equal("", await pair.Connection.ReadLineAsync().Soon());
        pair.Peer.Shutdown(SocketShutdown.Send);
        await Assert.ThrowsAsync<LimitExceededException>(() => pair.Connection.ReceiveToEndAsync(maxBytes: 10).Soon());
        Assert.Equal(body, await pair.Connection.ReceiveToEndAsync().Soon());
    }

    [Fact]
    public async Task Two_receives_at_once_are_a_mistake_whichever_they_are()
    {
        using var pair = await Pair.Connect();
        var first = pair.Connection.ReadLineAsync().AsTask();
        pair.PeerSends("ab");
        await pair.ConnectionHasTaken(2);

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Connection.ReceiveAsync(new byte[1]).Soon());
        Assert.Contains("Another receive is under way", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Connection.ReadLineAsync().Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Connection.ReceiveExactlyAsync(1).Soon());

        pair.PeerSends("c\n");
        Assert.Equal("abc", await first.Soon());
    }

    [Fact]
    public async Task A_receive_and_a_send_may_be_under_way_at_once()
    {
        using var pair = await Pair.Connect();
        var receiving = pair.Connection.ReceiveExactlyAsync(2);
        await pair.Connection.SendTextAsync("ping").Soon();
        pair.PeerSends("ok");

        Assert.Equal("ok"u8.ToArray(), await receiving.Soon());
    }
}
