namespace SocketSchool.Tests.Web;

/// <summary>Files of the folder and none besides.</summary>
public sealed class WebFilesTests : IDisposable
{
    private readonly TemporaryFolder _outer = new();
    private readonly string _root;

    public WebFilesTests()
    {
        _root = _outer["www"];
        Directory.CreateDirectory(Path.Combine(_root, "sub"));
        Directory.CreateDirectory(Path.Combine(_root, "empty"));
        Directory.CreateDirectory(_outer["www-secret"]);
        File.WriteAllText(Path.Combine(_root, "index.html"), "<h1>root</h1>");
        File.WriteAllText(Path.Combine(_root, "a b.txt"), "0123456789");
        File.WriteAllText(Path.Combine(_root, ".hidden"), "SECRET");
        File.WriteAllText(Path.Combine(_root, "sub", "index.html"), "<h1>sub</h1>");
        File.WriteAllText(_outer["secret.txt"], "SECRET");
        File.WriteAllText(Path.Combine(_outer["www-secret"], "s.txt"), "SECRET");
    }

    public void Dispose() => _outer.Dispose();

    [Theory]
    [InlineData("/", 200, "text/html; charset=utf-8")]
    [InlineData("/index.html", 200, "text/html; charset=utf-8")]
    [InlineData("/a%20b.txt", 200, "text/plain; charset=utf-8")]
    [InlineData("/a%20b.txt?version=2", 200, "text/plain; charset=utf-8")]
    [InlineData("/sub/", 200, "text/html; charset=utf-8")]
    [InlineData("/sub", 301, "text/plain; charset=utf-8")]
    [InlineData("/empty/", 404, "text/plain; charset=utf-8")]
    [InlineData("/empty", 404, "text/plain; charset=utf-8")]
    [InlineData("/nowhere", 404, "text/plain; charset=utf-8")]
    [InlineData("/index.html/", 404, "text/plain; charset=utf-8")]
    public async Task A_path_is_a_file_or_a_folder_with_an_index(string target, int status, string type)
    {
        await using var server = WebServer.Start(folder: _root);
        var answer = await GetAsync(server, target);
        Assert.Equal((status, type), (answer.Status, answer["Content-Type"]));
        if (status == 301) Assert.Equal("/sub/", answer["Location"]);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/sub/../../secret.txt")]
    [InlineData("/sub/..")]
    [InlineData("/./index.html")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/.%2E/secret.txt")]
    [InlineData("/%2e%2e%2fsecret.txt")]
    [InlineData("/%252e%252e/secret.txt")]
    [InlineData("/%252e%252e%252fsecret.txt")]
    [InlineData("/..%5csecret.txt")]
    [InlineData("/..\\secret.txt")]
    [InlineData("/sub\\index.html")]
    [InlineData("/%00/../../secret.txt")]
    [InlineData("/index.html%00.txt")]
    [InlineData("/..%c0%afsecret.txt")]
    [InlineData("/..%ef%bc%8fsecret.txt")]
    [InlineData("/../www-secret/s.txt")]
    [InlineData("//etc/passwd")]
    [InlineData("///etc/passwd")]
    [InlineData("//../secret.txt")]
    [InlineData("/C:/Windows/win.ini")]
    [InlineData("/file:///etc/passwd")]
    [InlineData("/.hidden")]
    [InlineData("/%2ehidden")]
    [InlineData("/sub/./index.html")]
    [InlineData("/index.html.")]
    [InlineData("/index.html%20")]
    [InlineData("/index.html::$DATA")]
    [InlineData("http://x/../secret.txt")]
    public async Task No_path_leads_out(string target)
    {
        await using var server = WebServer.Start(folder: _root);
        var answer = await GetAsync(server, target);
        Assert.True(answer.Status is 400 or 404, answer.Head);
        Assert.DoesNotContain("SECRET", answer.Body, StringComparison.Ordinal);
    }

    [NotOnWindowsFact("Symbolic links need a privilege on Windows.")]
    public async Task No_symbolic_link_leads_out()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "link.txt"), _outer["secret.txt"]);
        File.CreateSymbolicLink(Path.Combine(_root, "relative.txt"), "../secret.txt");
        File.CreateSymbolicLink(Path.Combine(_root, "chain.txt"), "link.txt");
        File.CreateSymbolicLink(Path.Combine(_root, "circle"), "circle");
        File.CreateSymbolicLink(Path.Combine(_root, "dangling"), "nothing");
        Directory.CreateSymbolicLink(Path.Combine(_root, "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(_root, "neighbour"), _outer["www-secret"]);
        File.CreateSymbolicLink(Path.Combine(_root, "through.txt"), "up/secret.txt");
        File.CreateSymbolicLink(Path.Combine(_root, "inside.txt"), "a b.txt");
        await using var server = WebServer.Start(folder: _root);

        foreach (var target in new[] { "/link.txt", "/relative.txt", "/chain.txt", "/circle", "/dangling", "/up/secret.txt", "/up/", "/neighbour/s.txt", "/through.txt" })
        {
            Assert.Equal((target, 404), (target, (await GetAsync(server, target)).Status));
        }

        Assert.Equal("0123456789", (await GetAsync(server, "/inside.txt")).Body);
    }

    [NotOnWindowsFact("Symbolic links need a privilege on Windows.")]
    public async Task The_folder_itself_may_be_reached_through_a_link()
    {
        Directory.CreateSymbolicLink(_outer["here"], _root);
        await using var server = WebServer.Start(folder: _outer["here"]);
        Assert.Equal("<h1>root</h1>", (await GetAsync(server, "/")).Body);
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0123", "bytes 0-3/10")]
    [InlineData("bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=-20", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=9-100", 206, "9", "bytes 9-9/10")]
    [InlineData("Bytes=0-9", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=10-", 416, null, "bytes */10")]
    [InlineData("bytes=-0", 416, null, "bytes */10")]
    [InlineData("bytes=9223372036854775807-", 416, null, "bytes */10")]
    [InlineData("bytes=3-1", 200, "0123456789", null)]
    [InlineData("bytes=0-1,4-5", 200, "0123456789", null)]
    [InlineData("bytes=-", 200, "0123456789", null)]
    [InlineData("bytes=a-b", 200, "0123456789", null)]
    [InlineData("bytes=99999999999999999999-", 200, "0123456789", null)]
    [InlineData("lines=0-1", 200, "0123456789", null)]
    public async Task A_range_is_a_part_of_the_file(string range, int status, string? body, string? contentRange)
    {
        await using var server = WebServer.Start(folder: _root);
        var answer = await GetAsync(server, "/a%20b.txt", $"Range: {range}");
        Assert.Equal((status, contentRange), (answer.Status, answer["Content-Range"]));
        if (body is not null) Assert.Equal(body, answer.Body);
    }

    [Fact]
    public async Task If_range_gives_the_part_of_the_same_version_only()
    {
        await using var server = WebServer.Start(folder: _root);
        var whole = await GetAsync(server, "/a%20b.txt");
        foreach (var (condition, status) in new[] { (whole["ETag"], 206), (whole["Last-Modified"], 206), ("\"other\"", 200), ("W/" + whole["ETag"], 200), ("Thu, 01 Jan 1970 00:00:00 GMT", 200) })
        {
            Assert.Equal((condition, status), (condition, (await GetAsync(server, "/a%20b.txt", "Range: bytes=0-1", $"If-Range: {condition}")).Status));
        }
    }

    [Fact]
    public async Task Who_has_this_version_gets_a_304_without_content()
    {
        await using var server = WebServer.Start(folder: _root);
        var whole = await GetAsync(server, "/a%20b.txt");
        var (tag, date) = (whole["ETag"], whole["Last-Modified"]);
        foreach (var (condition, status) in new[]
        {
            ($"If-None-Match: {tag}", 304), ($"If-None-Match: \"x\", W/{tag}", 304), ("If-None-Match: *", 304), ("If-None-Match: \"x\"", 200),
            ($"If-Modified-Since: {date}", 304), ("If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT", 200), ("If-Modified-Since: yesterday", 200),
            ($"If-None-Match: \"x\"\r\nIf-Modified-Since: {date}", 200), ($"If-Match: {tag}", 200), ("If-Match: \"x\"", 412),
            ("If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", 412), ($"If-Unmodified-Since: {date}", 200),
        })
        {
            var answer = await GetAsync(server, "/a%20b.txt", condition);
            Assert.Equal((condition, status), (condition, answer.Status));
            Assert.Equal(tag, answer["ETag"]);
        }

        File.AppendAllText(Path.Combine(_root, "a b.txt"), "!");
        Assert.Equal(200, (await GetAsync(server, "/a%20b.txt", $"If-None-Match: {tag}")).Status);
    }

    [Fact]
    public async Task A_large_file_comes_whole_and_in_part_and_the_connection_stays()
    {
        var bytes = string.Concat(Enumerable.Range(0, 300_000).Select(i => (char)(i * 7 % 251)));
        await File.WriteAllBytesAsync(Path.Combine(_root, "large.bin"), System.Text.Encoding.Latin1.GetBytes(bytes));
        await using var server = WebServer.Start(folder: _root);
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\nHEAD /large.bin HTTP/1.1\r\nHost: x\r\n\r\nGET /large.bin HTTP/1.1\r\nHost: x\r\nRange: bytes=100-250099\r\n\r\n");

        var whole = await client.ReadAsync();
        Assert.Equal((bytes, "application/octet-stream"), (whole.Body, whole["Content-Type"]));
        var head = await client.ReadAsync(isHead: true);
        Assert.Equal("300000", head["Content-Length"]);
        Assert.Equal(bytes[100..250_100], (await client.ReadAsync()).Body);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_at_the_start() =>
        Assert.Contains("There is no folder", Assert.Throws<DirectoryNotFoundException>(() => WebServer.Start(folder: _outer["nowhere"])).Message, StringComparison.Ordinal);

    private static async Task<RawClient.Answer> GetAsync(WebServer server, string target, params string[] headers)
    {
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");
        return await client.ReadAsync();
    }
}
