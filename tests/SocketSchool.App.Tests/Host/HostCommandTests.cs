using System.Net;
using System.Net.Sockets;

namespace SocketSchool.App.Tests.Hosting;

public class HostCommandTests
{
    [ProgramTheory("kill")]
    [InlineData("echo", "INT")]
    [InlineData("login", "TERM")]
    [InlineData("udp-echo", "INT")]
    [InlineData("udp-time", "TERM")]
    public async Task A_signal_ends_a_server_with_exit_code_0_and_nothing_to_complain_about(string server, string signal)
    {
        await using var host = await HostProcess.StartAsync(server);
        var protocol = server.StartsWith("udp", StringComparison.Ordinal) ? "udp" : "tcp";
        Assert.Matches($"^listening on {protocol} 127\\.0\\.0\\.1:[1-9][0-9]*$", host.FirstLine);
        var finished = (await host.SignalAsync(signal)).MustSucceed();
        Assert.Equal("", finished.Text);
        Assert.Equal("", finished.Error);
    }

    [ProgramFact("kill")]
    public async Task A_signal_ends_a_server_that_has_a_client_in_the_middle_of_something()
    {
        await using var host = await HostProcess.StartAsync("upper");
        using var client = await Connection.ConnectAsync(host.EndPoint);
        await client.SendTextAsync("one\nhalf a li");
        Assert.Equal("ONE", await client.ReadLineAsync());
        var finished = (await host.SignalAsync("TERM")).MustSucceed();
        Assert.Contains($"{client.LocalEndPoint} connected", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E_of_a_client_ends_the_command_server_with_exit_code_0()
    {
        await using var host = await HostProcess.StartAsync("command");
        using (var client = await Connection.ConnectAsync(host.EndPoint))
        {
            await client.SendLineAsync("E");
            Assert.Equal("bye", await client.ReadLineAsync());
            Assert.Null(await client.ReadLineAsync());
        }

        (await host.FinishAsync()).MustSucceed();
    }

    [ProgramFact("kill")]
    public async Task A_reset_is_a_line_on_stderr_and_the_server_lives_on()
    {
        await using var host = await HostProcess.StartAsync("echo");
        using (var rude = await Connection.ConnectAsync(host.EndPoint))
        {
            await rude.SendTextAsync("x");
            await rude.ReceiveExactlyAsync(1);
            rude.Abort();
        }

        using (var client = await Connection.ConnectAsync(host.EndPoint))
        {
            await client.SendLineAsync("still there?");
            Assert.Equal("still there?", await client.ReadLineAsync());
        }

        await host.SaidAsync("reset the connection");
        await host.SaidAsync("fault: ");
        (await host.SignalAsync("TERM")).MustSucceed();
    }

    [ProgramFact("kill")]
    public async Task An_address_for_everybody_says_who_can_reach_it()
    {
        await using var host = await HostProcess.StartAsync("echo", "--address", "0.0.0.0");
        Assert.StartsWith("listening on tcp 0.0.0.0:", host.FirstLine, StringComparison.Ordinal);
        var finished = (await host.SignalAsync("TERM")).MustSucceed();
        Assert.StartsWith("every machine that can reach this one may connect", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which server? One of: echo upper thanks greet ")]
    [InlineData("There is no server \"nope\". One of: echo upper thanks greet ", "nope")]
    [InlineData("\"http\" is not a port.", "echo", "--port", "http")]
    [InlineData("\"65536\" is not a port.", "echo", "--port", "65536")]
    [InlineData("\"-1\" is not a port.", "echo", "--port", "-1")]
    [InlineData("\"everybody\" is not an address.", "echo", "--address", "everybody")]
    [InlineData("\"1\" is not an address.", "echo", "--address", "1")]
    [InlineData("203.0.113.9 is not an address of this machine.", "echo", "--address", "203.0.113.9")]
    [InlineData("There is no user file at ", "login", "--users", "no-such-file.json")]
    [InlineData("There is no user file at ", "irc", "--users", "no-such-file.json")]
    [InlineData("--users is for the login and the irc server only.", "echo", "--users", "data/users.json")]
    [InlineData("Could not find a part of the path", "thanks", "--log", "no-such-folder/peers.log")]
    public async Task What_cannot_be_obeyed_is_one_line_on_stderr_and_exit_code_2(string expected, params string[] words) =>
        MustRefuse(expected, await Tool.RunAsync("dotnet", HostProcess.CommandLine(words)));

    [Theory]
    [InlineData("echo", SocketType.Stream)]
    [InlineData("udp-echo", SocketType.Dgram)]
    public async Task A_port_that_somebody_else_holds_is_named(string server, SocketType type)
    {
        using var holder = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type == SocketType.Stream) holder.Listen();
        var port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        var finished = await Tool.RunAsync("dotnet", HostProcess.CommandLine(server, "--port", $"{port}"));
        MustRefuse($"port {port} on 127.0.0.1 is already in use", finished);
    }

    private static void MustRefuse(string expected, Finished finished)
    {
        Assert.Equal(2, finished.ExitCode);
        Assert.Equal("", finished.Text);
        Assert.Contains(expected, finished.Error, StringComparison.Ordinal);
        Assert.Single(finished.Error.TrimEnd().Split('\n'));
    }
}
