using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>Our clients, <see cref="Connection"/> and bare sockets, and python servers that do what the documents' do.</summary>
public class HostedByPythonTests
{
    [ProgramFact("python3")]
    public async Task A_connection_gets_ten_megabytes_back_from_a_python_echo_server()
    {
        await using var server = await PythonServer.StartAsync("echo");
        await using var client = await Connection.ConnectAsync(server.EndPoint);
        var bytes = RandomNumberGenerator.GetBytes(10 * 1024 * 1024);
        var sending = Task.Run(async () =>
        {
            await client.SendAsync(bytes);
            client.ShutdownSend();
        });
        var back = await client.ReceiveExactlyAsync(bytes.Length);
        await sending;
        Assert.True(bytes.AsSpan().SequenceEqual(back));
        Assert.Null(await client.ReceiveExactlyAsync(1));
    }

    [ProgramFact("python3")]
    public async Task A_bare_socket_gets_its_bytes_back_from_a_python_echo_server()
    {
        await using var server = await PythonServer.StartAsync("echo");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        socket.Connect(server.EndPoint);
        socket.Send("Hello, world"u8);
        socket.Shutdown(SocketShutdown.Send);
        var all = new List<byte>();
        var buffer = new byte[5];
        int got;
        while ((got = socket.Receive(buffer)) > 0) all.AddRange(buffer.AsSpan(0, got));
        Assert.Equal("Hello, world", Encoding.UTF8.GetString([.. all]));
    }

    [ProgramTheory("python3")]
    [InlineData("upper", "hello", "^HELLO$")]
    [InlineData("greet", "Ada", "^hi Ada$")]
    [InlineData("command", "R", "^([1-9]|10)$")]
    [InlineData("command", "L", @"^Python 3\.")]
    [InlineData("command", "X", "^wrong option$")]
    [InlineData("time_tcp", "", @"^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$")]
    [InlineData("thanks", "", "^Thank you for connecting$")]
    public async Task A_connection_understands_the_python_server(string mode, string sent, string expected)
    {
        await using var server = await PythonServer.StartAsync(mode);
        await using var client = await Connection.ConnectAsync(server.EndPoint);
        await client.SendTextAsync(sent);
        client.ShutdownSend();
        Assert.Matches(expected, await client.ReadLineAsync());
        Assert.Null(await client.ReadLineAsync());
    }

    [ProgramFact("python3")]
    public async Task A_python_server_that_closes_with_bytes_unread_is_a_reset_that_says_who()
    {
        await using var server = await PythonServer.StartAsync("reset");
        await using var client = await Connection.ConnectAsync(server.EndPoint);
        await client.SendTextAsync("two");
        var e = await Assert.ThrowsAsync<PeerResetException>(async () => await client.ReceiveExactlyAsync(1));
        Assert.Equal(server.EndPoint, e.Peer);
    }

    [ProgramTheory("python3")]
    [InlineData("udp_echo", "hello")]
    [InlineData("udp_one_byte", "h")]
    public async Task A_bare_socket_talks_to_a_python_udp_server(string mode, string expected)
    {
        await using var server = await PythonServer.StartAsync(mode);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        socket.SendTo("hello"u8, server.EndPoint);
        var buffer = new byte[100];
        Assert.Equal(expected, Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer)));
    }
}
