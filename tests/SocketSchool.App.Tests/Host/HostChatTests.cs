using System.Globalization;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>The operator, the talk and the room, with people at real terminals' ends of pipes: nc, python3 and our own.</summary>
public class HostChatTests
{
    [ProgramFact("nc")]
    public async Task The_operator_answers_two_nc_users_by_hand_and_goes_home()
    {
        await using var desk = PipedProgram.Host("operator");
        var port = await desk.PortAsync();
        await using var ada = Nc(port);
        await ada.TypeAsync("is it raining?");
        await desk.ShowsAsync(" asks: is it raining?");
        await using var bob = Nc(port);
        await bob.TypeAsync("echo me\u001b[2J");
        await desk.ShowsAsync(" asks: echo me\n");
        await desk.TypeAsync("not yet");
        await ada.ShowsAsync("not yet\n");
        await desk.TypeAsync("");
        await bob.ShowsAsync("echo me\u001b[2J\n");
        await desk.TypeAsync("for later");
        await desk.ShowsAsync("kept for the next one");
        await ada.TypeAsync("and now?");
        await ada.ShowsAsync("for later\n");
        desk.EndInput();
        await desk.ShowsAsync("the operator has left");
        await bob.TypeAsync("anybody?");
        await bob.ShowsAsync("anybody?\n");
    }

    [ProgramFact("python3")]
    public async Task The_operator_answers_a_python_client_without_line_ends()
    {
        await using var desk = PipedProgram.Host("operator");
        await using var asker = PipedProgram.Python("asker", await PortTextAsync(desk));
        await desk.ShowsAsync(" asks: Hello, world");
        await desk.TypeAsync("hello, python");
        await asker.ShowsAsync("Server: hello, python\n");
        await asker.EndsAsync();
    }

    [ProgramFact("nc")]
    public async Task A_person_at_the_terminal_talks_with_one_at_nc()
    {
        await using var grace = PipedProgram.Host("talk");
        var port = await grace.PortAsync();
        await grace.ShowsAsync("Enter your name");
        await grace.TypeAsync("Grace");
        await using var ada = Nc(port);
        await ada.TypeAsync("Ada");
        await ada.ShowsAsync("Grace\n");
        await grace.ShowsAsync("Ada has joined.");
        await ada.TypeAsync("one");
        await ada.TypeAsync("two, without waiting");
        await grace.ShowsAsync("Ada: two, without waiting\n");
        await grace.TypeAsync("hello, Ada");
        await ada.ShowsAsync("hello, Ada\n");
        await ada.TypeAsync("[e]");
        await grace.ShowsAsync("Ada: Left chat room!\n");
        await using var bob = Nc(port);
        await bob.TypeAsync("Bob");
        await grace.ShowsAsync("Bob has joined.");
        await grace.TypeAsync("[e]");
        await bob.ShowsAsync("Left chat room!\n");
        grace.EndInput();
        await using var carl = Nc(port);
        await carl.TypeAsync("Carl");
        await carl.ShowsAsync("Left chat room!\n");
        await grace.EndsAsync();
    }

    [ProgramFact("python3")]
    public async Task A_person_at_the_terminal_talks_with_a_python_client()
    {
        await using var grace = PipedProgram.Host("talk");
        await using var ada = PipedProgram.Python("caller", await PortTextAsync(grace));
        await grace.TypeAsync("Grace");
        await ada.ShowsAsync("Grace has joined\n");
        await grace.TypeAsync("hello");
        await ada.ShowsAsync("heard hello\n");
        await grace.ShowsAsync("Ada: you said hello\n");
        await grace.TypeAsync("bye");
        await grace.ShowsAsync("Ada: Left chat room!\n");
        await ada.EndsAsync();
    }

    [ProgramFact("python3")]
    public async Task Our_caller_talks_with_a_python_server()
    {
        await using var guido = PipedProgram.Python("called");
        var endPoint = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, await guido.PortAsync());
        await using var talk = await Talk.ConnectAsync(endPoint, "Ada").WaitAsync(HostProcess.Patience);
        Assert.Equal("Guido", talk.PeerName);
        await guido.ShowsAsync("Ada has connected\n");
        await guido.TypeAsync("go on");
        Assert.Equal("hello", await talk.HearAsync().WaitAsync(HostProcess.Patience));
        await talk.SayAsync("hello yourself");
        await guido.ShowsAsync("heard hello yourself\n");
        Assert.Equal("goodbye then", await talk.HearAsync().WaitAsync(HostProcess.Patience));
        await talk.SayAsync(Talk.LeaveWord);
        await guido.ShowsAsync("heard Left chat room!\n");
        await guido.EndsAsync();
    }

    [ProgramFact("nc")]
    public async Task Two_nc_users_meet_in_the_room()
    {
        await using var room = PipedProgram.Host("chat");
        var port = await room.PortAsync();
        await using var ada = Nc(port);
        await ada.ShowsAsync("* welcome");
        await using var bob = Nc(port);
        await bob.ShowsAsync("1 other here");
        await ada.TypeAsync("/name Ada");
        await bob.ShowsAsync(" is now called Ada\n");
        await ada.TypeAsync("hello, \u001b[31mBob\u001b[0m");
        await bob.ShowsAsync("From Ada - hello, Bob\n");
        await bob.TypeAsync("hello, Ada");
        await ada.ShowsAsync(" - hello, Ada\n");
        await bob.TypeAsync("quit");
        await ada.ShowsAsync(" has left\n");
        bob.EndInput();
        await bob.EndsAsync();
        Assert.DoesNotContain("\u001b", bob.Screen, StringComparison.Ordinal);
    }

    [ProgramFact("python3")]
    public async Task Python_clients_without_line_ends_meet_in_the_room()
    {
        await using var room = PipedProgram.Host("chat");
        await using var people = PipedProgram.Python("room", await PortTextAsync(room));
        await people.EndsAsync();
    }

    private static PipedProgram Nc(int port) => PipedProgram.Start("nc", "127.0.0.1", port.ToString(CultureInfo.InvariantCulture));

    private static async Task<string> PortTextAsync(PipedProgram host) => (await host.PortAsync()).ToString(CultureInfo.InvariantCulture);
}
