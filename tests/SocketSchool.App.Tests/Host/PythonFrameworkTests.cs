using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>Our clients and servers that python's own modules make: socketserver, asyncio, selectors, http.server.</summary>
public class PythonFrameworkTests
{
    public static TheoryData<string> Echoes => ["threading", "asyncio", "selectors"];

    [ProgramTheory("python3")]
    [MemberData(nameof(Echoes))]
    public async Task A_connection_gets_ten_megabytes_back_from_it(string mode)
    {
        await using var server = await StartAsync(mode);
        await using var client = await Connection.ConnectAsync(server.EndPoint);
        var bytes = RandomNumberGenerator.GetBytes(10 * 1024 * 1024);
        var sending = Task.Run(async () =>
        {
            await client.SendAsync(bytes);
            client.ShutdownSend();
        });
        var back = await client.ReceiveExactlyAsync(bytes.Length);
        await sending;
        Assert.True(bytes.AsSpan().SequenceEqual(back));
        Assert.Null(await client.ReceiveExactlyAsync(1));
    }

    [ProgramTheory("python3")]
    [MemberData(nameof(Echoes))]
    public async Task Fifty_connections_that_are_open_at_once_each_get_their_own_from_it(string mode)
    {
        await using var server = await StartAsync(mode);
        var clients = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Connection.ConnectAsync(server.EndPoint)));
        for (var i = 0; i < clients.Length; i++) await clients[i].SendLineAsync($"client {i}");
        for (var i = clients.Length - 1; i >= 0; i--)
        {
            await using var client = clients[i];
            Assert.Equal($"client {i}", await client.ReadLineAsync());
            client.ShutdownSend();
            Assert.Null(await client.ReadLineAsync());
        }
    }

    [ProgramFact("python3")]
    public async Task A_connection_gets_its_lines_in_capitals_from_socketserver_until_q()
    {
        await using var server = await StartAsync("threading_upper");
        await using var client = await Connection.ConnectAsync(server.EndPoint);
        await client.SendTextAsync("naïve café\nand ");
        Assert.Equal("NAÏVE CAFÉ", await client.ReadLineAsync());
        await client.SendTextAsync("more\nq\n");
        Assert.Equal("AND MORE", await client.ReadLineAsync());
        Assert.Null(await client.ReadLineAsync());
    }

    [ProgramFact("python3")]
    public async Task HttpClient_asks_pythons_http_server_over_one_connection()
    {
        await using var server = await StartAsync("http");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{server.EndPoint}"), Timeout = HostProcess.Patience };
        using var hello = await http.GetAsync(new Uri("/hello", UriKind.Relative));
        Assert.Equal("Hello, World!", await hello.Content.ReadAsStringAsync());
        using var missing = await http.GetAsync(new Uri("/nowhere", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var words = new StringContent("naïve café");
        using var posted = await http.PostAsync(new Uri("/echo", UriKind.Relative), words);
        Assert.Equal("naïve café", await posted.Content.ReadAsStringAsync());
        Assert.Single(new[] { hello, missing, posted }.Select(answer => answer.Headers.GetValues("X-Client-Port").Single()).Distinct());
    }

    [ProgramFact("python3")]
    public async Task A_connection_asks_pythons_http_server_by_hand()
    {
        await using var server = await StartAsync("http");
        await using var client = await Connection.ConnectAsync(server.EndPoint);
        await client.SendTextAsync($"GET /hello HTTP/1.1\r\nHost: {server.EndPoint}\r\nConnection: close\r\n\r\n");
        var answer = Encoding.UTF8.GetString(await client.ReceiveToEndAsync());
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nHello, World!", answer, StringComparison.Ordinal);
    }

    private static Task<TalkingProcess> StartAsync(string mode) => TalkingProcess.PythonServerAsync(mode, "more_servers.py");
}
