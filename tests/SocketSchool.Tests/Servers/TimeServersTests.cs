using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

public class TimeServersTests
{
    private static readonly DateTimeOffset s_moment = new(2026, 1, 4, 8, 5, 7, TimeSpan.Zero);

    [Fact]
    public async Task Time_sends_one_ctime_line_to_whoever_connects_and_closes()
    {
        var clock = new HandClock(s_moment, TimeSpan.FromHours(1));
        await using var server = TimeServer.Start(options: new ServerOptions { TimeProvider = clock });
        using var client = await PlainClient.ConnectAsync(server);
        Assert.Equal("Sun Jan  4 09:05:07 2026\r\n", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Time_is_told_in_full_to_a_client_that_talks_without_being_asked()
    {
        await using var server = TimeServer.Start();
        var answer = await PlainClient.AskAsync(server, new string('x', 5000));
        Assert.Equal(26, answer.Length);
        Assert.Empty(server.Faults);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 2208988800)]
    [InlineData("2026-01-04T08:05:07Z", 3976502707)]
    [InlineData("2036-02-07T06:28:15Z", 4294967295)]
    [InlineData("2036-02-07T06:28:16Z", 0)]
    public async Task Binary_time_is_the_seconds_since_1900_and_starts_again_in_2036(string moment, uint expected)
    {
        var clock = new HandClock(DateTimeOffset.Parse(moment, null));
        await using var server = TimeServer.StartBinary(options: new ServerOptions { TimeProvider = clock });
        using var client = await PlainClient.ConnectAsync(server);
        var bytes = await client.ReadAsync(5);
        Assert.Equal(4, bytes.Length);
        Assert.Equal(expected, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("time?")]
    public async Task Udp_time_answers_every_datagram_with_the_day_and_the_time(string sent)
    {
        var clock = new HandClock(s_moment, TimeSpan.FromHours(1));
        await using var server = UdpTimeServer.Start(options: new ServerOptions { TimeProvider = clock });
        using var client = new UdpClient(0, AddressFamily.InterNetwork);
        await client.SendAsync(Encoding.UTF8.GetBytes(sent), server.EndPoint);
        var answer = await client.ReceiveAsync().WaitAsync(PlainClient.Patience);
        Assert.Equal("Sunday, 4 January 2026, 09:05:07 +01:00", Encoding.UTF8.GetString(answer.Buffer));
    }
}
