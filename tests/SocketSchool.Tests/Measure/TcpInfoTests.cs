using System.Buffers.Binary;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SocketSchool.Tests;

public sealed class TcpInfoTests
{
    [Fact]
    public void Every_field_is_read_at_its_place()
    {
        if (!BitConverter.IsLittleEndian) return;
        var info = TcpInfo.Parse(Numbered(232), "fixture");

        // The offsets are those that gcc's offsetof gives for include/uapi/linux/tcp.h.
        Assert.Equal(TcpState.Established, info.State);
        Assert.Equal((8, 12, 68, 72), (info.RetransmitTimeoutUs, info.AckTimeoutUs, info.RttUs, info.RttVarianceUs));
        Assert.Equal((16, 20, 60, 80, 76), (info.SendMss, info.ReceiveMss, info.PathMtu, info.CongestionWindow, info.SlowStartThreshold));
        Assert.Equal((24, 32, 100, 96, 228), (info.Unacknowledged, info.Lost, info.TotalRetransmits, info.ReceiveSpace, info.SendWindow));
        Assert.Equal((Wide(120), Wide(128)), (info.BytesAcknowledged, info.BytesReceived));
        Assert.Equal((136, 140, 144, 148), (info.SegmentsOut, info.SegmentsIn, info.NotSentBytes, info.MinRttUs));
        Assert.Equal((Wide(160), Wide(168), Wide(176), Wide(184)), (info.DeliveryRate, info.BusyUs, info.ReceiveWindowLimitedUs, info.SendBufferLimitedUs));
        Assert.False(info.DeliveryRateIsAppLimited);
    }

    [Fact]
    public void An_older_kernel_returns_less_and_the_rest_is_unknown()
    {
        var info = TcpInfo.Parse(Numbered(104), "old");

        Assert.True(info.IsAvailable);
        Assert.NotNull(info.TotalRetransmits);
        Assert.Null(info.BytesReceived);
        Assert.Null(info.MinRttUs);
        Assert.Null(info.DeliveryRate);
        Assert.DoesNotContain("bytes received", info.ToText());
        Assert.Contains("round-trip time", info.ToText());
    }

    [Fact]
    public void A_field_that_is_cut_in_two_is_unknown()
    {
        Assert.Null(TcpInfo.Parse(Numbered(151), "cut").MinRttUs);
        Assert.Null(TcpInfo.Parse(Numbered(167), "cut").DeliveryRate);
    }

    [Fact]
    public void A_newer_kernel_returns_more_and_nothing_changes() =>
        Assert.Equal(TcpInfo.Parse(Numbered(232), "x").ToText(), TcpInfo.Parse(Numbered(400), "x").ToText());

    [Fact]
    public void Less_than_any_kernel_returns_is_not_available()
    {
        var info = TcpInfo.Parse(Numbered(103), "broken");

        Assert.False(info.IsAvailable);
        Assert.Equal("What the kernel thinks of broken is not available. The system returned 103 bytes, less than any Linux does (104).", info.ToText());
    }

    [Fact]
    public void Marks_for_none_are_no_numbers()
    {
        var bytes = Numbered(232);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(76), int.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(148), uint.MaxValue);
        bytes.AsSpan(160, 8).Clear();
        var info = TcpInfo.Parse(bytes, "fresh");

        Assert.Equal((null, null, null), (info.SlowStartThreshold, info.MinRttUs, info.DeliveryRate));
        Assert.Contains("not set", info.ToText());
    }

    [LinuxFact]
    public async Task A_connection_after_an_exchange_has_a_round_trip_time_and_counted_its_bytes()
    {
        await using var echo = EchoServer.Start();
        await using var client = await Connection.ConnectAsync(echo).Soon();
        await client.SendLineAsync("hello").Soon();
        await client.ReadLineAsync().Soon();
        var info = TcpInfo.Of(client);

        Assert.True(info.IsAvailable, info.WhyNot);
        Assert.Equal(TcpState.Established, info.State);
        Assert.True(info.RttUs > 0 && info.SendMss > 0 && info.CongestionWindow > 0 && info.RetransmitTimeoutUs > 0, info.ToText());
        // The server's kernel has acknowledged with its answer; the SYN counts as one byte.
        Assert.Equal((7, 6), (info.BytesAcknowledged, info.BytesReceived));
        Assert.Contains($"{client.LocalEndPoint} -> {client.RemoteEndPoint}", info.ToText());
        Assert.Contains("ESTABLISHED", info.ToHtml());
    }

    [LinuxFact]
    public async Task A_peer_that_has_closed_shows_in_the_state()
    {
        await using var server = TcpServer.Start((_, _) => Task.CompletedTask);
        await using var client = await Connection.ConnectAsync(server).Soon();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());

        Assert.Equal(TcpState.CloseWait, TcpInfo.Of(client.Socket).State);
    }

    [Fact]
    public void A_socket_that_is_not_TCP_is_not_available_and_no_error()
    {
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var info = TcpInfo.Of(udp);

        Assert.False(info.IsAvailable);
        Assert.Equal(TcpState.Unknown, info.State);
        Assert.StartsWith("What the kernel thinks of this socket is not available.", info.ToText());
    }

    [Fact]
    public void A_closed_socket_is_not_available_and_no_error()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Dispose();

        Assert.False(TcpInfo.Of(socket).IsAvailable);
    }

    /// <summary>Every four bytes hold their own offset; the first one is the state ESTABLISHED.</summary>
    private static byte[] Numbered(int length)
    {
        var bytes = new byte[(length + 3) / 4 * 4];
        for (var offset = 8; offset < bytes.Length; offset += 4) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), offset);
        bytes[0] = 1;
        return bytes[..length];
    }

    private static long Wide(int offset) => ((long)(offset + 4) << 32) + offset;
}
