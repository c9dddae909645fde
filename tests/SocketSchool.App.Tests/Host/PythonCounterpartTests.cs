using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>Our clients and the python servers of <c>tests/interop/more_servers.py</c>: one send of theirs is one message, without a line end.</summary>
public class PythonCounterpartTests
{
    [ProgramFact("python3")]
    public async Task A_connection_finds_a_python_server_by_its_name()
    {
        await using var server = await StartAsync("threading_upper");
        // The name may stand for ::1 as well, where nobody listens: then the next address is tried.
        await using var client = await Connection.ConnectAsync("localhost", server.EndPoint.Port);
        await client.SendLineAsync("hello");
        await HearAsync(client, "HELLO\n");
    }

    [ProgramTheory("python3")]
    [InlineData("ada", "analytical engine", "Good to see you, Ada.")]
    [InlineData("zoë", "naïve café", "Salut Zoë.")]
    [InlineData("ada", "naïve café", "refused")]
    [InlineData("eve", "analytical engine", "refused")]
    public async Task A_connection_logs_in_at_a_python_server(string name, string password, string expected)
    {
        await using var server = await StartAsync("login");
        await using var client = await Connection.ConnectAsync(server.EndPoint);
        await HearAsync(client, "name: ");
        await client.SendTextAsync(name);
        await HearAsync(client, "password: ");
        await client.SendTextAsync(password);
        await HearAsync(client, expected);
        Assert.Null(await client.ReceiveExactlyAsync(1));
    }

    [ProgramFact("python3")]
    public async Task A_connection_gives_a_python_server_each_command_and_E_ends_it()
    {
        await using var server = await StartAsync("command");
        Assert.InRange(int.Parse(await AskAsync("R"), CultureInfo.InvariantCulture), 1, 10);
        var time = DateTime.Parse(await AskAsync("T"), CultureInfo.InvariantCulture);
        Assert.InRange(time, DateTime.Now.AddMinutes(-1), DateTime.Now.AddMinutes(1));
        Assert.StartsWith("Python 3.", await AskAsync("L"), StringComparison.Ordinal);
        Assert.Equal("wrong option", await AskAsync("X"));
        Assert.Equal("", await AskAsync("E"));
        Assert.Equal(0, await server.ExitCodeAsync());

        async Task<string> AskAsync(string command)
        {
            await using var client = await Connection.ConnectAsync(server.EndPoint);
            await client.SendTextAsync(command);
            return Encoding.UTF8.GetString(await client.ReceiveToEndAsync());
        }
    }

    [ProgramFact("python3")]
    public async Task The_operator_of_a_python_server_answers_a_connection_by_hand()
    {
        await using var desk = await StartAsync("operator");
        await using var client = await Connection.ConnectAsync(desk.EndPoint);
        await client.SendTextAsync("is it raining?");
        Assert.Equal("asked: is it raining?", await desk.HearAsync());
        await desk.TypeAsync("not yet, Zoë");
        await HearAsync(client, "not yet, Zoë");
        await client.SendTextAsync("echo me");
        Assert.Equal("asked: echo me", await desk.HearAsync());
        await desk.TypeAsync("");
        await HearAsync(client, "echo me");
    }

    [ProgramFact("python3")]
    public async Task Connections_meet_in_a_python_chat_room_that_drops_the_dead()
    {
        await using var room = await StartAsync("room");
        await using var ada = await Connection.ConnectAsync(room.EndPoint);
        await using var bob = await Connection.ConnectAsync(room.EndPoint);
        await using var cleo = await Connection.ConnectAsync(room.EndPoint);
        // The room welcomes nobody. Who came last is heard, so all are in.
        await SayAsync(cleo, "hello, wörld", ada, bob);
        await SayAsync(ada, "hi", bob, cleo);
        bob.Abort();
        await SayAsync(cleo, "where is Bob?", ada);
        await SayAsync(ada, "gone", cleo);
        await cleo.SendTextAsync("quit");
        Assert.Null(await cleo.ReceiveExactlyAsync(1));

        static async Task SayAsync(Connection speaker, string text, params Connection[] others)
        {
            await speaker.SendTextAsync(text);
            foreach (var other in others) await HearAsync(other, $"From {speaker.LocalEndPoint} - {text}");
        }
    }

    [ProgramFact("python3")]
    public async Task A_bare_socket_asks_a_python_udp_server_for_day_and_time()
    {
        await using var server = await StartAsync("udp_time");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        socket.Connect(server.EndPoint);
        socket.Send(ReadOnlySpan<byte>.Empty);
        var answer = new byte[1024];
        var text = Encoding.UTF8.GetString(answer, 0, socket.Receive(answer));
        var time = DateTime.ParseExact(text, "dddd, dd MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.InRange(time, DateTime.Now.AddMinutes(-1), DateTime.Now.AddMinutes(1));
    }

    [ProgramFact("python3")]
    public async Task Our_udp_peer_talks_with_a_python_peer_that_acknowledges_only_what_came_twice()
    {
        await using var guido = await StartAsync("udp_peer");
        await using var ada = PeerChat.StartUdp("Ada");
        Assert.Equal("Guido", (await ada.ConnectAsync(guido.EndPoint).WaitAsync(HostProcess.Patience)).Name);
        Assert.Equal("Guido joined", await NextAsync());
        foreach (var text in new[] { "hello, ï", "and again" })
        {
            await ada.SayAsync(text);
            Assert.Equal($"Guido: you said {text}", await NextAsync());
        }

        Assert.True(ada.Repeated >= 2, $"{ada.Repeated} repeats");
        await ada.StopAsync();
        Assert.Equal("they left", await guido.HearAsync());

        async Task<string> NextAsync() => (await ada.NextAsync(HostProcess.Patience)).ToString();
    }

    private static Task<TalkingProcess> StartAsync(string mode) => TalkingProcess.PythonServerAsync(mode, "more_servers.py");

    /// <summary>Exactly these bytes come next; without line ends there is nothing else to wait for.</summary>
    private static async Task HearAsync(Connection client, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(await client.ReceiveExactlyAsync(Encoding.UTF8.GetByteCount(expected)) ?? []));
}
