using System.Text.RegularExpressions;

namespace SocketSchool.Tests.Web;

/// <summary>Persistent connections, pipelining, versions.</summary>
public class WebConnectionTests
{
    [Fact]
    public async Task A_hundred_requests_in_one_send_get_a_hundred_answers_in_order()
    {
        await using var server = WebServer.Start();
        var requests = Enumerable.Range(0, 100).Select(i => i % 3 == 0
            ? $"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {$"number {i}".Length}\r\n\r\nnumber {i}"
            : $"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nnumber \r\n{$"{i}".Length:x}\r\n{i}\r\n0\r\n\r\n");
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync(string.Concat(requests));

        for (var i = 0; i < 100; i++) Assert.Equal($"number {i}", (await client.ReadAsync()).Body);
        Assert.Equal(1, server.TotalConnections);
    }

    [Fact]
    public async Task Answers_to_requests_that_came_together_leave_together()
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync(string.Concat(Enumerable.Repeat("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", 10)));
        for (var i = 0; i < 10; i++) Assert.Equal("Hello, World!", (await client.ReadAsync()).Body);

        var sends = server.Log.Events.Count(one => one is { Kind: WireEventKind.Send, Side: WireSide.Server });
        var receives = server.Log.Events.Count(one => one is { Kind: WireEventKind.Receive, Side: WireSide.Server });
        Assert.Equal(receives, sends);
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_the_next_requests_handler()
    {
        await using var server = WebServer.Start();
        var gate = new TaskCompletionSource();
        server.Map("GET", "/slow", async (_, stop) =>
        {
            await gate.Task.WaitAsync(stop);
            return HttpResponse.Text("at last");
        });
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /slow HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal("Hello, World!", (await client.ReadAsync()).Body);
        gate.SetResult();
        Assert.Equal("at last", (await client.ReadAsync()).Body);
    }

    [Theory]
    [InlineData("HTTP/1.1\r\nHost: x\r\nConnection: close", "close", true)]
    [InlineData("HTTP/1.1\r\nHost: x\r\nConnection: Foo , CLOSE", "close", true)]
    [InlineData("HTTP/1.1\r\nHost: x\r\nConnection: keep-alive", null, false)]
    [InlineData("HTTP/1.0", "close", true)]
    [InlineData("HTTP/1.0\r\nConnection: Keep-Alive", "keep-alive", false)]
    [InlineData("HTTP/1.0\r\nConnection: Keep-Alive, close", "close", true)]
    public async Task The_connection_closes_when_the_client_or_its_version_says_so(string rest, string? says, bool closes)
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync($"GET /hello {rest}\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        var first = await client.ReadAsync();
        Assert.Equal((says, "Hello, World!"), (first["Connection"], first.Body));
        Assert.Equal(closes ? 0 : 1, Regex.Count(await client.ReadToEndAsync(), "Hello, World!"));
    }

    [Fact]
    public async Task A_client_that_half_closes_gets_all_its_answers()
    {
        await using var server = WebServer.Start();

        var all = await RawClient.AskAsync(server, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal(2, Regex.Count(all, "Hello, World!"));
        Assert.Equal(0, server.FaultCount);
    }

    [Fact]
    public async Task A_large_body_comes_back_whole()
    {
        await using var server = WebServer.Start();
        var body = string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)(i % 256)));
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync($"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n{body}GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal(body, (await client.ReadAsync()).Body);
        Assert.Equal("Hello, World!", (await client.ReadAsync()).Body);
    }

    [Fact]
    public async Task Two_hundred_clients_are_served_at_once()
    {
        await using var server = WebServer.Start();
        var clients = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => RawClient.ConnectAsync(server)));
        foreach (var client in clients.Reverse()) await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        foreach (var client in clients) Assert.Equal("Hello, World!", (await client.ReadAsync()).Body);
        foreach (var client in clients) client.Dispose();
        await Waiting.Until(() => server.Connections.Count == 0, "all clients left");
        Assert.Equal((200, 200, 0), (server.TotalConnections, server.RequestCount, server.FaultCount));
    }

    [Fact]
    public async Task The_log_of_one_connection_is_bounded_and_says_so()
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);
        for (var i = 0; i < 150; i++)
        {
            await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
            await client.ReadAsync();
        }

        Assert.Single(server.Log.Events, one => one.Kind == WireEventKind.Note);
        Assert.InRange(server.Log.Events.Count, 200, 205);
        Assert.Equal((150, 100), (server.RequestCount, server.Requests.Count));
    }
}
