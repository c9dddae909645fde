using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>The concurrent server (a thread for each client) and other people's clients; our client and a concurrent python server.</summary>
public class HostCrowdInteropTests
{
    private static readonly string s_script = Path.Combine(Repository.Folder, "tests", "interop", "crowd.py");

    [ProgramFact("python3")]
    public async Task Three_python_clients_are_served_at_the_same_time_and_counted()
    {
        await using var host = await HostProcess.StartAsync("crowd");
        (await Tool.RunAsync("python3", [s_script, "clients", host.Port.ToString(CultureInfo.InvariantCulture)])).MustSucceed();
    }

    [ProgramFact("nc")]
    public async Task Nc_is_welcomed_answered_and_let_go()
    {
        await using var host = await HostProcess.StartAsync("crowd");
        var finished = await Tool.ShellAsync($"printf 'hello\\nquit\\nmore\\n' | nc 127.0.0.1 {host.Port}");
        Assert.Equal("Welcome. 1 thread is running.\n1: hello\n", finished.MustSucceed().Text);
    }

    [ProgramFact("python3")]
    public async Task Our_clients_are_served_at_the_same_time_by_a_python_server_with_threads()
    {
        using var python = Process.Start(new ProcessStartInfo("python3", [s_script, "server"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var port = await python.StandardOutput.ReadLineAsync().WaitAsync(HostProcess.Patience);
            var server = new IPEndPoint(IPAddress.Loopback, int.Parse(port!, CultureInfo.InvariantCulture));
            await using var one = await Connection.ConnectAsync(server);
            Assert.Equal("Welcome. 1 running", await one.ReadLineAsync());
            await using var two = await Connection.ConnectAsync(server);
            Assert.Equal("Welcome. 2 running", await two.ReadLineAsync());
            await one.SendTextAsync("hello\n");
            Assert.Equal("2: hello", await one.ReadLineAsync());
        }
        finally
        {
            python.StandardInput.Close();
            await python.WaitForExitAsync().WaitAsync(HostProcess.Patience);
        }
    }
}
