namespace SocketSchool.Tests.Web;

/// <summary>Requests that are fine, however they arrive.</summary>
public class HttpRequestTests
{
    public static TheoryData<string, string> Good => new()
    {
        { "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", "Hello, World!" },
        { "\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n", "Hello, World!" },
        { "GET /hello HTTP/1.1\r\nhOST:x\r\n\r\n", "Hello, World!" },
        { "GET /hello HTTP/1.1\r\nHost: [::1]:8080\r\nX: \t a\xE9 \t\r\n\r\n", "Hello, World!" },
        { "GET /hello?a=b HTTP/1.1\r\nHost: x\r\n\r\n", "Hello, World!" },
        { "GET /h%65llo HTTP/1.1\r\nHost: x\r\n\r\n", "Hello, World!" },
        { "GET http://x/hello HTTP/1.1\r\nHost: x\r\n\r\n", "Hello, World!" },
        { "GET /hello HTTP/1.2\r\nHost: x\r\n\r\n", "Hello, World!" },
        { "GET /hello HTTP/1.1\r\nHost:\r\n\r\n", "Hello, World!" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody", "Hello, World!" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "" },
        { "POST / HTTP/1.1\r\nHost: x\r\ncontent-length: 0005\r\n\r\nhello", "hello" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0005;a=b;c=\"d\"\r\nhello\r\nA\r\n, world!!\n\r\n00\r\nX-Sum: 1\r\n\r\n", "hello, world!!\n" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi", "hi" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Is_answered_and_the_connection_stays(string bytes, string body)
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync(bytes + "GET /request HTTP/1.1\r\nHost: second\r\n\r\n");

        var first = await client.ReadAsync();
        Assert.Equal((200, body), (first.Status, first.Body));
        Assert.Null(first["Connection"]);
        Assert.Contains("Host: second", (await client.ReadAsync()).Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Means_the_same_byte_by_byte(string bytes, string body)
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);

        await client.DripAsync(server, bytes);

        var answer = await client.ReadAsync();
        if (answer.Status == 100) answer = await client.ReadAsync();
        Assert.Equal((200, body), (answer.Status, answer.Body));
    }

    [Fact]
    public void The_head_means_the_same_cut_anywhere()
    {
        var bytes = "POST /a?b HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\nConnection: a, Close\r\nExpect: 100-Continue\r\n\r\n"u8;
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var head = new RequestHead(new WebLimits());
            Assert.Equal(cut == bytes.Length, head.Read(bytes[..cut]));
            if (cut < bytes.Length) Assert.True(head.Read(bytes));
            Assert.Equal((bytes.Length, 4, 4), (head.Length, head.MethodLength, head.TargetLength));
            Assert.Equal((12, true, true), (head.Framing.ContentLength, head.Framing.Closes, head.Framing.ExpectsContinue));
        }
    }

    [Fact]
    public async Task A_handler_sees_what_was_sent()
    {
        await using var server = WebServer.Start();
        HttpRequest? seen = null;
        server.Map("POST", "/café", request =>
        {
            seen = request;
            return HttpResponse.Empty();
        });
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync("POST /caf%C3%A9?q=%20 HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a:  two \r\nContent-Length: 5\r\n\r\nna\u00C3\u00AFf");

        Assert.Equal(204, (await client.ReadAsync()).Status);
        Assert.Equal(("POST", "/caf%C3%A9?q=%20", "/café", "q=%20", "HTTP/1.1"), (seen!.Method, seen.Target, seen.Path, seen.Query, seen.Version));
        Assert.Equal(["Host: x", "X-A: 1", "x-a: two", "Content-Length: 5"], seen.Headers.Select(header => header.ToString()));
        Assert.Equal(("1, two", "naïf"), (seen.Header("X-a"), seen.BodyText));
        Assert.Null(seen.Header("Cookie"));
    }

    [Fact]
    public async Task A_client_that_expects_continue_is_told_to_go_on_before_it_sends()
    {
        await using var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", (await client.ReadAsync()).Head);
        await client.SendAsync("hello");

        Assert.Equal("hello", (await client.ReadAsync()).Body);
    }

    [Fact]
    public async Task A_client_that_expects_continue_with_too_much_is_told_so_instead()
    {
        await using var server = WebServer.Start(limits: new WebLimits { MaxBodyBytes = 4 });
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

        Assert.Equal(413, (await client.ReadAsync()).Status);
    }
}
