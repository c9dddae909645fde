using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SocketSchool.App.Tests.Serve;

/// <summary>The program itself: what it prints, and that nothing of it is left.</summary>
public partial class ServeCommandTests
{
    sealed record Started(Process Process, Uri Address, string Cookie, List<string> Lines) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill(entireProcessTree: true);
            Process.Dispose();
        }
    }

    static async Task<Started> StartAsync(TempFolder folder, params string[] more)
    {
        folder.Notebook("notebooks/lesson.ipynb", "Environment.ProcessId", "while (true) { }");
        var process = App.Start(folder.Path, ["serve", "--no-open", "--port", "0", .. more]);
        var lines = new List<string> { (await process.StandardOutput.ReadLineAsync().WaitAsync(App.Limit))! };
        var address = new Uri(lines[0]);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var answer = await http.GetAsync(address);
        return new(process, address, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0], lines);
    }

    static async Task<ClientWebSocket> OpenAsync(Started started)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", started.Cookie);
        await socket.ConnectAsync(new Uri($"ws://localhost:{started.Address.Port}/ws/lesson/lesson"), CancellationToken.None).WaitAsync(App.Limit);
        return socket;
    }

    static async Task SendAsync(ClientWebSocket socket, object message) =>
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    // Reads until a message holds what is sought; lessons are small here, but may come in pieces.
    static async Task<string> ReadUntilAsync(ClientWebSocket socket, Regex sought)
    {
        using var limit = new CancellationTokenSource(App.Limit);
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
            if (sought.Match(text.ToString()) is { Success: true } match)
                return match.Groups[1].Value;
        }
    }

    static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static async Task WaitUntilAsync(Func<bool> condition, string what)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
            Assert.True(clock.Elapsed < App.Limit, what);
    }

    [GeneratedRegex("\"text/plain\":\\[\"(\\d+)\"")]
    private static partial Regex KernelId();

    [GeneratedRegex("\"type\":\"started\",\"cell\":\"(cell-2)\"")]
    private static partial Regex SecondStarted();

    [Fact]
    public async Task It_prints_one_address_that_works_and_says_how_to_stop()
    {
        using var folder = new TempFolder();
        using var started = await StartAsync(folder);

        Assert.Matches("^http://localhost:[0-9]+/\\?token=[0-9a-f]{64}$", started.Lines[0]);
        Assert.StartsWith("Ctrl+C ", await started.Process.StandardOutput.ReadLineAsync().WaitAsync(App.Limit), StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("KILL")]
    [InlineData("HUP")]
    public async Task However_it_ends_no_process_and_no_port_is_left_and_the_text_is_saved(string signal)
    {
        using var folder = new TempFolder();
        using var started = await StartAsync(folder);
        using var socket = await OpenAsync(started);
        await SendAsync(socket, new { type = "run", cell = "cell-1", source = "Console.WriteLine(\"mine\"); Environment.ProcessId" });
        var kernel = int.Parse(await ReadUntilAsync(socket, KernelId()), System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(socket, new { type = "run", cell = "cell-2" });
        await ReadUntilAsync(socket, SecondStarted());
        Assert.True(IsAlive(kernel));

        using (var kill = Process.Start("kill", [$"-{signal}", $"{started.Process.Id}"]))
            await kill.WaitForExitAsync();

        await started.Process.WaitForExitAsync().WaitAsync(App.Limit);
        await WaitUntilAsync(() => !IsAlive(kernel), "the kernel was left");
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => probe.ConnectAsync("127.0.0.1", started.Address.Port));
        Assert.Contains("mine", await File.ReadAllTextAsync(folder.File("my-notebooks/lesson.ipynb")), StringComparison.Ordinal);
        if (signal is "INT" or "TERM")
            Assert.Equal(0, started.Process.ExitCode);
    }

    [UnixFact]
    public async Task The_token_is_on_the_screen_once_and_nowhere_else()
    {
        using var folder = new TempFolder();
        var started = await StartAsync(folder);
        var token = started.Address.Query.Split('=')[1];
        using (var socket = await OpenAsync(started))
        {
            await SendAsync(socket, new { type = "run", cell = "cell-1" });
            var kernel = await ReadUntilAsync(socket, KernelId());

            // What a cell could look at without any effort.
            var seen = await File.ReadAllTextAsync($"/proc/{kernel}/environ") + await File.ReadAllTextAsync($"/proc/{kernel}/cmdline");
            Assert.DoesNotContain(token, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(started.Cookie.Split('=')[1], seen, StringComparison.Ordinal);
        }

        started.Process.Kill();
        var rest = await started.Process.StandardOutput.ReadToEndAsync() + await started.Process.StandardError.ReadToEndAsync();
        Assert.DoesNotContain(token, rest, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(token, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        started.Dispose();
    }

    [Fact]
    public async Task Reachable_from_elsewhere_it_says_what_that_means()
    {
        using var folder = new TempFolder();
        using var started = await StartAsync(folder, "--address", "0.0.0.0");

        var warning = await started.Process.StandardOutput.ReadLineAsync().WaitAsync(App.Limit);

        Assert.Matches("^http://[0-9.]+:[0-9]+/\\?token=", started.Lines[0]);
        Assert.Contains("runs code here as you", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port 70000", "--port 70000")]
    [InlineData("--address here", "--address here")]
    [InlineData("--path-base x y", "'y' is not a command or an option")]
    [InlineData("--path-base /a/../b", "--path-base /a/../b")]
    [InlineData("--host-name http://a", "--host-name http://a")]
    [InlineData("--keep -1", "--keep -1")]
    [InlineData("--notebooks nowhere", "nowhere: there is no such folder")]
    public async Task Bad_input_gets_one_line(string options, string expected)
    {
        using var folder = new TempFolder();
        folder.Notebook("notebooks/lesson.ipynb", "1");

        var run = await App.RunAsync(folder.Path, ["serve", "--no-open", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var folder = new TempFolder();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port;
        folder.Notebook("notebooks/lesson.ipynb", "1");

        var run = await App.RunAsync(folder.Path, "serve", "--no-open", "--port", $"{port}");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"Port {port} is in use", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
