namespace SocketSchool.Tests.Web;

/// <summary>Methods, routes, responses, the server's own pages.</summary>
public class WebServerTests
{
    [Theory]
    [InlineData("GET", "/hello", 200, null)]
    [InlineData("HEAD", "/hello", 200, null)]
    [InlineData("POST", "/hello", 405, "GET, HEAD, OPTIONS")]
    [InlineData("PUT", "/hello", 405, "GET, HEAD, OPTIONS")]
    [InlineData("DELETE", "/echo", 405, "POST, OPTIONS")]
    [InlineData("GET", "/echo", 405, "POST, OPTIONS")]
    [InlineData("DELETE", "/nowhere", 404, null)]
    [InlineData("OPTIONS", "/hello", 204, "GET, HEAD, OPTIONS")]
    [InlineData("OPTIONS", "/nowhere", 404, null)]
    [InlineData("OPTIONS", "*", 204, "GET, POST, HEAD, OPTIONS")]
    public async Task A_method_that_does_not_fit_is_told_which_do(string method, string target, int status, string? allow)
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync($"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n");

        var answer = await client.ReadAsync(method == "HEAD");

        Assert.Equal((status, allow), (answer.Status, answer["Allow"]));
        // These are no faults of the connection: it goes on.
        Assert.Equal("Hello, World!", (await client.ReadAsync()).Body);
    }

    [Fact]
    public async Task Head_has_the_headers_of_get_and_no_content()
    {
        await using var server = WebServer.Start(options: new ServerOptions { TimeProvider = new ManualTime() });
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\nHEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal((await client.ReadAsync()).Head, (await client.ReadAsync(isHead: true)).Head);
    }

    [Fact]
    public async Task The_date_is_the_clocks()
    {
        var time = new ManualTime();
        await using var server = WebServer.Start(options: new ServerOptions { TimeProvider = time });
        using var client = await RawClient.ConnectAsync(server);
        foreach (var expected in new[] { "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:07 GMT" })
        {
            await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
            Assert.Equal(expected, (await client.ReadAsync())["Date"]);
            time.Advance(TimeSpan.FromSeconds(7));
        }
    }

    [Fact]
    public async Task A_route_can_be_replaced_and_methods_invented()
    {
        await using var server = WebServer.Start();
        server.Map("GET", "/hello", _ => HttpResponse.Html("<p>hi").With("X-Made", "by hand"));
        server.Map("BREW", "/pot", _ => HttpResponse.Text("no", 418));
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\nBREW /pot HTTP/1.1\r\nHost: x\r\n\r\n");

        var first = await client.ReadAsync();
        Assert.Equal(("text/html; charset=utf-8", "by hand", "<p>hi"), (first["Content-Type"], first["X-Made"], first.Body));
        Assert.StartsWith("HTTP/1.1 418 I'm a teapot\r\n", (await client.ReadAsync()).Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_throws_is_a_500_a_fault_and_nothing_else()
    {
        await using var server = WebServer.Start();
        server.Map("GET", "/now", (Func<HttpRequest, HttpResponse>)(_ => throw new InvalidOperationException("secret plan")));
        server.Map("GET", "/later", async (_, stop) =>
        {
            await Task.Delay(1, stop);
            throw new InvalidOperationException("secret plan");
        });
        server.Map("GET", "/null", _ => null!);
        using var client = await RawClient.ConnectAsync(server);
        foreach (var path in new[] { "/now", "/later", "/null" })
        {
            await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
            var answer = await client.ReadAsync();
            Assert.Equal(500, answer.Status);
            Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(3, server.FaultCount);
        Assert.Contains("secret plan", server.Faults[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X", "a\r\nSet-Cookie: b")]
    [InlineData("X", "a\0")]
    [InlineData("X", "☃")]
    [InlineData("X Y", "a")]
    [InlineData("X:", "a")]
    [InlineData("", "a")]
    [InlineData("content-length", "5")]
    [InlineData("Transfer-Encoding", "chunked")]
    public void A_header_that_would_break_the_message_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => HttpResponse.Empty().With(name, value));

    [Fact]
    public async Task The_request_page_shows_a_browser_its_headers_escaped()
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("GET /request?<b> HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nUser-Agent: <script>alert(1)</script>\r\n\r\n");

        var answer = await client.ReadAsync();

        Assert.Equal(("text/html; charset=utf-8", "no-store"), (answer["Content-Type"], answer["Cache-Control"]));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", answer.Body, StringComparison.Ordinal);
        Assert.Contains("/request?&lt;b&gt;", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_page_is_the_request_itself_for_everybody_else()
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);
        const string request = "GET /request HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nX-Odd:  spaced \r\n\r\n";
        await client.SendAsync(request);
        Assert.Equal(request, (await client.ReadAsync()).Body);
    }

    [Fact]
    public async Task Requests_lists_what_was_asked_and_answered()
    {
        await using var server = WebServer.Start();
        await RawClient.AskAsync(server, "GET /hello?x HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n");
        Assert.Equal([("GET", "/hello?x", 200, 13L), ("", "", 400, server.Requests[1].Bytes)], server.Requests.Select(one => (one.Method, one.Target, one.Status, one.Bytes)));
    }

    [Fact]
    public async Task The_card_says_where_to_point_a_browser()
    {
        await using var server = WebServer.Start();
        Assert.Contains($"open {server.Url} in a browser", server.ToText(), StringComparison.Ordinal);
        Assert.StartsWith("http://127.0.0.1:", server.Url, StringComparison.Ordinal);
    }
}
