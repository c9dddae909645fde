using System.Net.Sockets;
using System.Security.Cryptography;

namespace SocketSchool.Tests;

public class UdpEchoServerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1400)]
    // The most that macOS sends without being told otherwise.
    [InlineData(9216)]
    public async Task Returns_each_datagram_unchanged(int size)
    {
        await using var server = UdpEchoServer.Start();
        var sent = RandomNumberGenerator.GetBytes(size);
        Assert.Equal(sent, await AskAsync(server, sent));
        Assert.DoesNotContain(server.Log.Events, logged => logged.Text == "truncated");
    }

    [Fact]
    public async Task A_one_byte_buffer_returns_one_byte_and_the_log_says_truncated()
    {
        await using var server = UdpEchoServer.Start(bytesPerDatagram: 1);
        Assert.Equal("h"u8.ToArray(), await AskAsync(server, "hello"u8.ToArray()));
        var received = Assert.Single(server.Log.Events, logged => logged.Kind == WireEventKind.Receive);
        Assert.Equal(1, received.Count);
        Assert.Equal("truncated", received.Text);
    }

    [Fact]
    public async Task What_was_cut_off_is_gone_and_does_not_come_with_the_next_datagram()
    {
        await using var server = UdpEchoServer.Start(bytesPerDatagram: 1);
        Assert.Equal("a"u8.ToArray(), await AskAsync(server, "abc"u8.ToArray()));
        Assert.Equal("x"u8.ToArray(), await AskAsync(server, "x"u8.ToArray()));
        Assert.Single(server.Log.Events, logged => logged.Text == "truncated");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void A_buffer_that_cannot_be_is_refused(int bytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UdpEchoServer.Start(bytesPerDatagram: bytes));

    private static async Task<byte[]> AskAsync(UdpServer server, byte[] bytes)
    {
        using var client = new UdpClient(0, AddressFamily.InterNetwork);
        await client.SendAsync(bytes, server.EndPoint);
        return (await client.ReceiveAsync().WaitAsync(PlainClient.Patience)).Buffer;
    }
}
