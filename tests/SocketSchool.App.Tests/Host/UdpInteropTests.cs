namespace SocketSchool.App.Tests.Hosting;

/// <summary>The UDP stream, client and chat, and the programs of other people.</summary>
public class UdpInteropTests
{
    [ProgramFact("python3")]
    public async Task A_python_client_is_a_datagram_in_our_stream()
    {
        await using var stream = DatagramStream.Listen();
        await using var client = TalkingProcess.PythonClient("say", stream.EndPoint.Port);
        await foreach (var datagram in stream.ReadFor(HostProcess.Patience))
        {
            Assert.Equal("UDP Program!", datagram.Text);
            return;
        }

        Assert.Fail("nothing came");
    }

    [ProgramTheory("python3")]
    [InlineData("note", "Received: héllo from ")]
    [InlineData("stream", "b'h\\xc3\\xa9llo'")]
    public async Task A_python_server_notes_what_our_client_sends(string mode, string expected)
    {
        await using var server = await TalkingProcess.PythonServerAsync(mode);
        using var client = new DatagramClient(server.EndPoint);
        await client.SendAsync("héllo");
        if (mode == "note") expected += client.LocalEndPoint.Port;
        Assert.Equal(expected, await server.HearAsync());
    }

    [ProgramFact("python3")]
    public async Task A_python_server_that_ignores_every_other_question_is_asked_again()
    {
        await using var server = await TalkingProcess.PythonServerAsync("upper");
        using var client = new DatagramClient(server.EndPoint);
        for (var i = 0; i < 3; i++) Assert.Equal($"QUESTION {i}", await client.AskAsync($"question {i}", attempts: 7));
    }

    [ProgramFact("python3")]
    public async Task Our_chat_and_a_python_chat_number_their_messages_to_each_other()
    {
        await using var python = await TalkingProcess.PythonServerAsync("chat");
        await using var ann = UdpChat.Join("Ann", python.EndPoint);
        foreach (var (number, text) in new[] { (1, "hello"), (2, "wörld") })
        {
            await ann.SendAsync(text);
            Assert.Equal($"{number} Ann: {text}", await python.HearAsync());
            Assert.Equal($"{number} Py: got {text}", (await ann.ReceiveAsync(HostProcess.Patience)).ToString());
        }
    }

    [ProgramFact("python3")]
    public async Task The_hosted_chat_tells_gaps_and_repetitions_of_a_python_client_and_sends_what_is_typed()
    {
        await using var host = await TalkingProcess.HostAsync("udp-chat");
        await using var client = TalkingProcess.PythonClient("chat_client", host.EndPoint.Port);
        // Only who has written can be written to, and when that was only the host knows: so it is typed until it has arrived.
        var heard = client.HearAsync();
        for (var i = 1; !heard.IsCompleted; i++)
        {
            await host.TypeAsync($"line {i}");
            await Task.WhenAny(heard, Task.Delay(50));
        }

        Assert.Matches("^1 host: line [0-9]+$", await heard);
        Assert.Equal(0, await client.ExitCodeAsync());
        await host.TypeAsync("[e]");
        Assert.Equal(0, await host.ExitCodeAsync());
    }

    [ProgramFact("nc", "socat", "python3")]
    public async Task The_hosted_chat_shows_what_nc_socat_and_python_say()
    {
        await using var host = await HostProcess.StartAsync("udp-chat");
        (await Tool.ShellAsync($"printf '1 Nc: hello' | nc -u -w 1 127.0.0.1 {host.Port}")).MustSucceed();
        await host.SaidAsync("1 Nc: hello\n");
        (await Tool.ShellAsync($"printf '2 So: hi' | socat -t 0.1 - UDP:127.0.0.1:{host.Port}")).MustSucceed();
        await host.SaidAsync("2 So: hi (gap: 1 is missing)\n");
        await using var client = TalkingProcess.PythonClient("say", host.Port);
        await host.SaidAsync(": UDP Program! (not numbered)\n");
        (await host.SignalAsync("INT")).MustSucceed();
    }

    [ProgramFact("socat")]
    public async Task What_is_typed_at_the_hosted_chat_arrives_at_socat()
    {
        await using var host = await TalkingProcess.HostAsync("udp-chat");
        // socat stays for the answer as long as its input is open.
        var socat = Tool.ShellAsync($"(printf '1 So: hi'; sleep 20) | timeout 20 socat - UDP:127.0.0.1:{host.EndPoint.Port} | head -c 14");
        for (var i = 1; !socat.IsCompleted; i++)
        {
            await host.TypeAsync("hello");
            await Task.WhenAny(socat, Task.Delay(50));
        }

        Assert.StartsWith("1 host: hello", (await socat).Text, StringComparison.Ordinal);
    }
}
