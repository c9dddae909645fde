using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>Python clients and what <c>host</c> does not start: bare calls, the four architectures, the one-byte echo, a peer of this process.</summary>
public class PythonVisitorTests
{
    public static TheoryData<string> Architectures => [.. EchoArchitectures.All.Select(one => one.Name)];

    [ProgramTheory("python3")]
    [MemberData(nameof(Architectures))]
    public async Task Each_architecture_serves_the_python_clients_of_the_echo_server(string name)
    {
        await using var server = EchoArchitectures.All.Single(one => one.Name == name).Start(0, null);
        foreach (var client in new[] { "echo", "echo_10mb", "echo_half_close", "echo_drip", "echo_200", "echo_reset" })
        {
            (await Tool.PythonClientAsync(client, server.Port)).MustSucceed();
        }
    }

    [ProgramFact("python3")]
    public async Task A_server_of_bare_calls_serves_a_python_client()
    {
        using var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        door.Listen(1);
        var visitor = RunAsync("first", ((IPEndPoint)door.LocalEndPoint!).Port);
        var serving = Task.Run(() =>
        {
            using var talk = door.Accept();
            talk.ReceiveTimeout = 30_000;
            var data = new byte[2048];
            var count = talk.Receive(data);
            talk.Send("hi"u8);
            return Encoding.UTF8.GetString(data, 0, count);
        });
        Assert.Equal("some information, naïve café", await serving.WaitAsync(HostProcess.Patience));
        (await visitor).MustSucceed();
    }

    [ProgramFact("python3")]
    public async Task The_udp_echo_with_a_one_byte_buffer_gives_a_python_client_first_bytes_only()
    {
        await using var server = UdpEchoServer.Start(bytesPerDatagram: 1);
        (await RunAsync("udp_one_byte", server.Port)).MustSucceed();
    }

    [ProgramFact("python3")]
    public async Task A_python_udp_peer_that_repeats_and_reorders_is_heard_once_and_in_order()
    {
        await using var ada = PeerChat.StartUdp("Ada");
        var visitor = RunAsync("udp_peer", ada.Port);
        foreach (var expected in new[] { "Guido joined", "Guido: first, ï", "Guido: second" }) Assert.Equal(expected, await NextAsync());
        await ada.SayAsync("hello yourself");
        Assert.Equal("Guido left", await NextAsync());
        (await visitor).MustSucceed();
        Assert.Equal(1, ada.Duplicates);

        async Task<string> NextAsync() => (await ada.NextAsync(HostProcess.Patience)).ToString();
    }

    private static Task<Finished> RunAsync(string mode, int port) =>
        Tool.RunAsync("python3", [Path.Combine(Repository.Folder, "tests", "interop", "more_clients.py"), mode, $"{port}"]);
}
