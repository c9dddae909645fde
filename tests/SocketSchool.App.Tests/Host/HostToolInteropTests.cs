using System.Security.Cryptography;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>The servers of <c>host</c> and the two programs that every networker has at hand, in the lines a learner would type.</summary>
public class HostToolInteropTests
{
    // -N: half-close at the end of the input. The BSD nc of macOS does it unasked and knows no -N.
    private static readonly string s_nc = OperatingSystem.IsMacOS() ? "nc" : "nc -N";

    [ProgramTheory("nc")]
    [InlineData("echo", "hello\\nwörld\\n", "hello\nwörld\n")]
    [InlineData("upper", "hello\\r\\nwörld\\n", "HELLO\r\nWÖRLD\n")]
    [InlineData("upper", "one\\nq\\ntwo\\n", "ONE\n")]
    [InlineData("greet", "Ada\\n", "hi Ada\n")]
    [InlineData("login", "grace\\nnanosecond\\n", "name: password: Welcome aboard, Grace. No bugs today, so far.\n")]
    [InlineData("command", "E\\n", "bye\n")]
    [InlineData("thanks", "", "Thank you for connecting\n")]
    public async Task Serves_nc(string server, string sent, string expected)
    {
        await using var host = await HostProcess.StartAsync(server);
        Assert.Equal(expected, (await Tool.ShellAsync($"printf '{sent}' | {s_nc} 127.0.0.1 {host.Port}")).MustSucceed().Text);
    }

    [ProgramTheory("socat")]
    [InlineData("echo", "hello\\nwörld\\n", "hello\nwörld\n")]
    [InlineData("upper", "hello\\r\\nwörld\\n", "HELLO\r\nWÖRLD\n")]
    [InlineData("greet", "Ada", "hi Ada\n")]
    [InlineData("login", "grace\\nnanosecond\\n", "name: password: Welcome aboard, Grace. No bugs today, so far.\n")]
    [InlineData("command", "E\\n", "bye\n")]
    [InlineData("thanks", "", "Thank you for connecting\n")]
    public async Task Serves_socat(string server, string sent, string expected)
    {
        await using var host = await HostProcess.StartAsync(server);
        // -t: how long socat waits for the rest after its input has ended; half a second by default, too short for a slow machine.
        var finished = await Tool.ShellAsync($"printf '{sent}' | socat -t 30 - TCP:127.0.0.1:{host.Port}");
        Assert.Equal(expected, finished.MustSucceed().Text);
    }

    [ProgramFact("nc", "socat")]
    public async Task Ten_megabytes_come_back_unchanged_through_nc_and_socat()
    {
        await using var host = await HostProcess.StartAsync("echo");
        var folder = Directory.CreateTempSubdirectory("socketschool-");
        try
        {
            var file = Path.Combine(folder.FullName, "random");
            var bytes = RandomNumberGenerator.GetBytes(10 * 1024 * 1024);
            await File.WriteAllBytesAsync(file, bytes);
            foreach (var program in new[] { $"{s_nc} 127.0.0.1 {host.Port}", $"socat -t 30 - TCP:127.0.0.1:{host.Port}" })
            {
                var back = (await Tool.ShellAsync($"{program} < '{file}'")).MustSucceed().Output;
                Assert.True(bytes.AsSpan().SequenceEqual(back), $"{program}: {back.Length} bytes came back, or others than were sent");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [ProgramFact("nc", "socat")]
    public async Task The_time_server_tells_both_the_time()
    {
        await using var host = await HostProcess.StartAsync("time");
        foreach (var line in new[] { $"nc 127.0.0.1 {host.Port} < /dev/null", $"socat -u TCP:127.0.0.1:{host.Port} -" })
        {
            Assert.Matches(@"^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\r\n$", (await Tool.ShellAsync(line)).MustSucceed().Text);
        }
    }

    [ProgramFact("nc", "socat")]
    public async Task The_udp_servers_answer_both()
    {
        await using var echo = await HostProcess.StartAsync("udp-echo");
        await using var time = await HostProcess.StartAsync("udp-time");
        // Neither knows when a datagram was the last one: -w and -t say how long to wait for more.
        foreach (var (nc, socat) in new[] { ("nc -u -w 3 127.0.0.1 ", "socat -t 3 - UDP:127.0.0.1:") })
        {
            foreach (var program in new[] { nc, socat })
            {
                var asked = await Task.WhenAll(
                    Tool.ShellAsync($"printf 'héllo' | {program}{echo.Port}"), Tool.ShellAsync($"printf '?' | {program}{time.Port}"));
                Assert.Equal("héllo", asked[0].MustSucceed().Text);
                Assert.Matches(@"^\w+day, \d+ \w+ \d{4}, \d\d:\d\d:\d\d [+-]\d\d:\d\d$", asked[1].MustSucceed().Text);
            }
        }
    }
}
