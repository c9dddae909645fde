namespace SocketSchool.App.Tests.Hosting;

public class HostPeerTests
{
    [Theory]
    [InlineData()]
    [InlineData("--udp")]
    public async Task Two_processes_talk_and_one_leaves(params string[] protocol)
    {
        await using var ada = await PeerProcess.HostAsync("Ada", protocol);
        await using var grace = await PeerProcess.HostAsync("Grace", [.. protocol, "--connect", $"localhost:{ada.Port}"]);
        await grace.SawAsync("Ada joined");
        await ada.SawAsync("Grace joined");
        await grace.TypeAsync("hello, naïve café");
        await ada.SawAsync("Grace: hello, naïve café");
        await ada.TypeAsync("hello yourself");
        await grace.SawAsync("Ada: hello yourself");
        await grace.TypeAsync("[e]");
        Assert.Equal(0, await grace.FinishAsync());
        await ada.SawAsync("Grace left");
        await ada.TypeAsync("anybody?");
        await ada.SawAsync("(nobody is there to hear it)");
        ada.EndInput();
        Assert.Equal(0, await ada.FinishAsync());
    }

    [Theory]
    [InlineData()]
    [InlineData("--udp")]
    public async Task Both_told_to_connect_to_each_other_have_one_link(params string[] protocol)
    {
        var port = FreePort();
        // The first one tries until the second is there.
        await using var ada = await PeerProcess.HostAsync("Ada", [.. protocol, "--connect", $"127.0.0.1:{port}"]);
        await using var grace = await PeerProcess.HostAsync("Grace", [.. protocol, "--port", $"{port}", "--connect", $"127.0.0.1:{ada.Port}"]);
        await Task.WhenAll(grace.SawAsync("Ada joined"), ada.SawAsync("Grace joined"));
        await ada.TypeAsync("one");
        await ada.TypeAsync("two");
        await grace.SawAsync("Ada: two");
        Assert.Equal(1, grace.Seen.Split('\n').Count(line => line == "Ada: one"));
        Assert.Equal(1, grace.Seen.Split('\n').Count(line => line == "Ada joined"));
    }

    [ProgramTheory("kill")]
    [InlineData("INT")]
    [InlineData("TERM", "--udp")]
    public async Task A_signal_leaves_with_a_goodbye_and_exit_code_0(string signal, params string[] protocol)
    {
        await using var ada = await PeerProcess.HostAsync("Ada", protocol);
        await using var grace = await PeerProcess.HostAsync("Grace", [.. protocol, "--connect", $"localhost:{ada.Port}"]);
        await ada.SawAsync("Grace joined");
        await grace.SignalAsync(signal);
        Assert.Equal(0, await grace.FinishAsync());
        await ada.SawAsync("Grace left");
    }

    [Fact]
    public async Task A_killed_peer_is_noticed()
    {
        await using var ada = await PeerProcess.HostAsync("Ada");
        await using (var grace = await PeerProcess.HostAsync("Grace", "--connect", $"localhost:{ada.Port}"))
        {
            await ada.SawAsync("Grace joined");
        }

        await ada.SawAsync("Grace is gone: ");
    }

    [ProgramTheory("python3")]
    [InlineData("1")]
    [InlineData("ffffffff")]
    public async Task A_python_peer_takes_part_whoever_decides(string id)
    {
        await using var ada = await PeerProcess.HostAsync("Ada");
        await using var guido = await PeerProcess.PythonAsync("Guido", id, $"{ada.Port}");
        await guido.SawAsync("joined Ada");
        await ada.SawAsync("Guido joined");
        await guido.TypeAsync("say hello, ï");
        await ada.SawAsync("Guido: hello, ï");
        await ada.TypeAsync("hello yourself");
        await guido.SawAsync("heard hello yourself");
        await guido.TypeAsync($"connect {ada.Port}");
        await guido.SawAsync("verdict twice");
        guido.EndInput();
        await ada.SawAsync("Guido left");
    }

    [ProgramTheory("python3")]
    [InlineData("1")]
    [InlineData("ffffffff")]
    public async Task Our_peer_connects_to_a_python_peer_and_leaves(string id)
    {
        await using var guido = await PeerProcess.PythonAsync("Guido", id);
        await using var ada = await PeerProcess.HostAsync("Ada", "--connect", $"localhost:{guido.Port}");
        await ada.SawAsync("Guido joined");
        await ada.TypeAsync("last words");
        await ada.TypeAsync("[e]");
        await guido.SawAsync("heard last words");
        await guido.SawAsync("left Ada");
        Assert.Equal(0, await ada.FinishAsync());
    }

    [Theory]
    [InlineData("What is your name?")]
    [InlineData("\"7016\" is not HOST:PORT.", "Ada", "--connect", "7016")]
    [InlineData("\"localhost:0\" is not HOST:PORT.", "Ada", "--connect", "localhost:0")]
    [InlineData("\"x\" is not a port.", "Ada", "--port", "x")]
    [InlineData("A name has 1 to 32 letters", "A\tB")]
    [InlineData("Start it with the address 0.0.0.0", "Ada", "--port", "0", "--udp", "--connect", "192.0.2.1:7016")]
    public async Task What_cannot_be_obeyed_is_one_line_on_stderr_and_exit_code_2(string expected, params string[] words)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", HostProcess.CommandLine(["peer", .. words]))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = await process.StandardError.ReadToEndAsync().WaitAsync(HostProcess.Patience);
        await process.WaitForExitAsync().WaitAsync(HostProcess.Patience);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        return ((System.Net.IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
