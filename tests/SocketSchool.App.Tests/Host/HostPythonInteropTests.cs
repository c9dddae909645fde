namespace SocketSchool.App.Tests.Hosting;

/// <summary>The servers of <c>host</c> and the python clients of <c>tests/interop/clients.py</c>.</summary>
public class HostPythonInteropTests
{
    [ProgramTheory("python3")]
    [InlineData("echo", "echo", "echo_10mb", "echo_half_close", "echo_drip", "echo_200", "echo_reset")]
    [InlineData("upper", "upper", "upper_without_line_ends")]
    [InlineData("greet", "greet", "greet_without_line_end")]
    [InlineData("login", "login", "login_without_line_ends")]
    [InlineData("command", "command", "command_without_line_end")]
    [InlineData("time", "time_tcp")]
    [InlineData("thanks", "thanks")]
    [InlineData("udp-echo", "udp_echo", "udp_echo_200")]
    [InlineData("udp-time", "udp_time")]
    public async Task Serves_python_clients(string server, params string[] clients)
    {
        await using var host = await HostProcess.StartAsync(server);
        foreach (var client in clients) (await Tool.PythonClientAsync(client, host.Port)).MustSucceed();
    }

    [ProgramFact("python3")]
    public async Task A_python_client_ends_the_command_server()
    {
        await using var host = await HostProcess.StartAsync("command");
        (await Tool.PythonClientAsync("command_exit", host.Port)).MustSucceed();
        (await host.FinishAsync()).MustSucceed();
    }

    [ProgramFact("python3")]
    public async Task Two_processes_on_one_file_lose_and_tear_no_line_of_400_clients()
    {
        var folder = Directory.CreateTempSubdirectory("socketschool-");
        try
        {
            var file = Path.Combine(folder.FullName, "peers.log");
            await using var one = await HostProcess.StartAsync("thanks", "--log", file);
            await using var two = await HostProcess.StartAsync("thanks", "--log", file);
            var clients = await Task.WhenAll(
                Tool.PythonClientAsync("thanks_200", one.Port), Tool.PythonClientAsync("thanks_200", two.Port));
            var lines = await File.ReadAllLinesAsync(file);
            Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z 127\.0\.0\.1:\d+$", line));
            Assert.Equal(
                clients.SelectMany(client => client.MustSucceed().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Order(),
                lines.Select(line => line.Split(' ')[1]).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
