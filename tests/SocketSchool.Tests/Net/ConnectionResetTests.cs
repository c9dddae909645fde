using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class ConnectionResetTests
{
    [Fact]
    public async Task A_reset_while_receiving_says_who_and_when()
    {
        var time = new ManualTime();
        var log = new WireLog(time: time);
        using var pair = await Pair.Connect(new ConnectionOptions { TimeProvider = time }, log);
        var receiving = pair.Connection.ReceiveAsync(new byte[1]).AsTask();
        time.Advance(TimeSpan.FromMilliseconds(12.5));
        pair.PeerResets();

        var e = await Assert.ThrowsAsync<PeerResetException>(() => receiving.Soon());
        Assert.Equal(pair.Connection.RemoteEndPoint, e.Peer);
        Assert.Equal(TimeSpan.FromMilliseconds(12.5), e.After);
        Assert.Equal($"{pair.Connection.RemoteEndPoint} reset the connection 12.5 ms after it opened (ConnectionReset).", e.Message);
        Assert.IsType<SocketException>(e.InnerException);
        Assert.Equal(WireEventKind.Reset, log.Events[^1].Kind);
    }

    [Theory]
    [InlineData(SocketError.Shutdown, "192.0.2.1:7 is gone: sending failed (broken pipe) 12.5 ms after the connection opened.")]
    [InlineData(SocketError.ConnectionReset, "192.0.2.1:7 reset the connection 12.5 ms after it opened (ConnectionReset).")]
    [InlineData(SocketError.ConnectionAborted, "192.0.2.1:7 reset the connection 12.5 ms after it opened (ConnectionAborted).")]
    [InlineData(
        SocketError.TimedOut,
        "192.0.2.1:7 could not be reached any more and the operating system gave up the connection 12.5 ms after it opened (TimedOut).")]
    public void The_message_tells_a_reset_from_a_broken_pipe_and_from_silence(SocketError error, string expected)
    {
        var e = new PeerResetException(
            IPEndPoint.Parse("192.0.2.1:7"), TimeSpan.FromMilliseconds(12.5), new SocketException((int)error));

        Assert.Equal(expected, e.Message);
    }

    [Fact]
    public async Task A_reset_is_found_by_a_send_too()
    {
        using var pair = await Pair.Connect();
        pair.PeerResets();

        var e = await Assert.ThrowsAsync<PeerResetException>(async () =>
        {
            // The reset is on its way; TCP promises only that some send finds it.
            for (var i = 0; i < 10_000; i++) await pair.Connection.SendTextAsync("anybody there?").Soon();
        });
        Assert.Equal(pair.Connection.RemoteEndPoint, e.Peer);
    }

    [Fact]
    public async Task A_reset_ends_a_send_that_waits_for_the_reader()
    {
        using var pair = await Pair.Connect(peerReceiveBuffer: 8 * 1024);
        var sending = pair.Connection.SendAsync(new byte[50_000_000]).AsTask();
        await Waiting.Until(() => pair.Connection.BytesSent > 0, "the send has begun");
        pair.PeerResets();

        await Assert.ThrowsAsync<PeerResetException>(() => sending.Soon());
    }

    [NotOnMacFact("macOS ends the stream, and resets only when more comes.")]
    public async Task Closing_with_something_unread_is_a_reset_for_the_other_end()
    {
        using var pair = await Pair.Connect();
        await pair.Connection.SendTextAsync("never read").Soon();
        await Waiting.Until(() => pair.Peer.Available > 0, "it has arrived");
        var receiving = pair.Connection.ReceiveAsync(new byte[1]).AsTask();
        pair.Peer.Close();

        await Assert.ThrowsAsync<PeerResetException>(() => receiving.Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Abort_resets_the_other_end_also_when_a_receive_waits_here(bool receiveWaits)
    {
        using var pair = await Pair.Connect();
        var receiving = receiveWaits ? pair.Connection.ReceiveAsync(new byte[1]).AsTask() : null;
        pair.Connection.Abort();
        pair.Connection.Abort();
        pair.Connection.Dispose();

        var e = await Assert.ThrowsAsync<SocketException>(() => pair.Peer.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        if (receiving is not null) await Assert.ThrowsAsync<ObjectDisposedException>(() => receiving.Soon());
    }

    [Fact]
    public async Task Dispose_delivers_what_was_sent_and_then_ends_the_stream()
    {
        using var pair = await Pair.Connect();
        await pair.Connection.SendAsync(new byte[100_000]).Soon();
        pair.Connection.Dispose();

        Assert.Equal(100_000, (await pair.PeerReadsToEnd()).Length);
    }

    [Fact]
    public async Task Dispose_ends_a_receive_that_waits_and_is_no_reset_for_the_other_end()
    {
        var log = new WireLog();
        using var pair = await Pair.Connect(log: log);
        var receiving = pair.Connection.ReadLineAsync().AsTask();
        await pair.Connection.SendTextAsync("bye").Soon();
        pair.Connection.Dispose();

        var e = await Assert.ThrowsAsync<ObjectDisposedException>(() => receiving.Soon());
        Assert.Contains("closed while the call was under way", e.Message, StringComparison.Ordinal);
        Assert.Equal("bye"u8.ToArray(), await pair.PeerReadsToEnd());
        Assert.DoesNotContain(log.Events, logged => logged.Kind == WireEventKind.Reset);
    }

    [Fact]
    public async Task Dispose_ends_a_send_that_waits_and_the_ones_behind_it()
    {
        using var pair = await Pair.Connect(peerReceiveBuffer: 8 * 1024);
        var first = pair.Connection.SendAsync(new byte[50_000_000]).AsTask();
        var second = pair.Connection.SendTextAsync("next").AsTask();
        await Waiting.Until(() => pair.Connection.BytesSent > 0, "the send has begun");
        pair.Connection.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => first.Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second.Soon());
    }

    [Fact]
    public async Task A_closed_connection_says_so_and_closes_only_once()
    {
        var log = new WireLog();
        using var pair = await Pair.Connect(log: log);
        pair.Connection.Dispose();
        await pair.Connection.DisposeAsync();
        pair.Connection.ShutdownSend();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Connection.ReceiveAsync(new byte[1]).Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Connection.SendTextAsync("x").Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Connection.ReadLineAsync().Soon());
        Assert.Equal([WireEventKind.Connect, WireEventKind.Close], log.Events.Select(e => e.Kind));
        Assert.Matches(@"^127\.0\.0\.1:\d+ -> 127\.0\.0\.1:\d+$", pair.Connection.ToString());
    }
}
