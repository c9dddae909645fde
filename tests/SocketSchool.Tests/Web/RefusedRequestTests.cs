namespace SocketSchool.Tests.Web;

/// <summary>Everything that two programs could understand in two ways, in the bytes that an attacker would send.</summary>
public class RefusedRequestTests
{
    private const string Hidden = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

    public static TheoryData<string, int, string> Bad => new()
    {
        // Two answers to where the body ends.
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400, "two Content-Length" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400, "two Content-Length" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nhello", 400, "digits" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello", 400, "digits" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\nhello", 400, "digits" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nhello", 400, "digits" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5 5\r\n\r\nhello", 400, "digits" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n", 400, "digits" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \xB2\r\n\r\n", 400, "digits" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413, "MaxBodyBytes" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "together" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, "together" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "two Transfer-Encoding" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, "twice" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400, "not chunked" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400, "not chunked" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n", 400, "not chunked" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400, "not chunked" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, "only Transfer-Encoding" },
        { "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "HTTP/1.0" },
        // Lines that one program sees and another does not.
        { "GET /hello HTTP/1.1\nHost: x\n\n", 400, "LF alone" },
        { "GET /hello HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400, "LF alone" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\n\n", 400, "LF alone" },
        { "GET /hello HTTP/1.1\r\nHost: x\rX: y\r\n\r\n", 400, "control character" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", 400, "control character" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nX: a\x7F\r\n\r\n", 400, "control character" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nX: y\r\r\n\r\n", 400, "control character" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\nhello", 400, "before the colon" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nTransfer-Encoding\t: chunked\r\n\r\n", 400, "before the colon" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nX: y\r\n folded\r\n\r\n", 400, "folding" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n", 400, "last Transfer-Encoding" },
        { "GET /hello HTTP/1.1\r\n Host: x\r\n\r\n", 400, "folding" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nno colon here\r\n\r\n", 400, "no colon" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\n: nameless\r\n\r\n", 400, "name is empty" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nX\xE9: y\r\n\r\n", 400, "name is empty" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nA(b): y\r\n\r\n", 400, "name is empty" },
        // The host.
        { "GET /hello HTTP/1.1\r\n\r\n", 400, "needs a Host" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400, "two Host" },
        { "GET /hello HTTP/1.1\r\nHost: x y\r\n\r\n", 400, "no host may have" },
        { "GET /hello HTTP/1.1\r\nHost: x/y\r\n\r\n", 400, "no host may have" },
        // The request line.
        { "GET /hello\r\n\r\n", 400, "request line" },
        { "GET  /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400, "empty" },
        { "GET /hello  HTTP/1.1\r\nHost: x\r\n\r\n", 400, "HTTP/1.1" },
        { "GET /hello HTTP/1.1 \r\nHost: x\r\n\r\n", 400, "HTTP/1.1" },
        { "GET\t/hello\tHTTP/1.1\r\nHost: x\r\n\r\n", 400, "method" },
        { "GET /he\tllo HTTP/1.1\r\nHost: x\r\n\r\n", 400, "no target" },
        { "GET /h\xE9llo HTTP/1.1\r\nHost: x\r\n\r\n", 400, "no target" },
        { "GET /hello#top HTTP/1.1\r\nHost: x\r\n\r\n", 400, "no target" },
        { "GET hello HTTP/1.1\r\nHost: x\r\n\r\n", 400, "slash" },
        { "GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400, "slash" },
        { "GET ftp://x/hello HTTP/1.1\r\nHost: x\r\n\r\n", 400, "slash" },
        { "GET /hello http/1.1\r\nHost: x\r\n\r\n", 400, "HTTP/1.1" },
        { "GET /hello HTTP/1.10\r\nHost: x\r\n\r\n", 400, "HTTP/1.1" },
        { "GET /hello HTTP/11\r\nHost: x\r\n\r\n", 400, "HTTP/1.1" },
        { "GET /hello HTTP/2.0\r\nHost: x\r\n\r\n", 505, "HTTP/1.1 and HTTP/1.0" },
        { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/1.1 and HTTP/1.0" },
        { "\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400, "method" },
        { " GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400, "method" },
        { "\x16\x03\x01\x02\0\x01", 400, "TLS" },
        { "G\xCBT /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400, "method" },
        { "get /hello HTTP/1.1\r\nHost: x\r\n\r\n", 501, "method" },
        { "BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n", 501, "method" },
        { "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 501, "method" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\n\r\n", 411, "Content-Length" },
        { "GET /hello HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n", 417, "100-continue" },
        // The path.
        { "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400, "percent" },
        { "GET /hello% HTTP/1.1\r\nHost: x\r\n\r\n", 400, "percent" },
        { "GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400, "control" },
        { "GET /a%0D%0ASet-Cookie:x HTTP/1.1\r\nHost: x\r\n\r\n", 400, "control" },
        { "GET /%FF HTTP/1.1\r\nHost: x\r\n\r\n", 400, "UTF-8" },
        { "GET /%C0%AE%C0%AE/ HTTP/1.1\r\nHost: x\r\n\r\n", 400, "UTF-8" },
        { "GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", 400, "encoded slash" },
        // Chunks.
        { Chunks("5 \r\nhello\r\n0\r\n\r\n"), 400, "chunk's size" },
        { Chunks("0x5\r\nhello\r\n0\r\n\r\n"), 400, "chunk's size" },
        { Chunks("-5\r\nhello\r\n0\r\n\r\n"), 400, "chunk's size" },
        { Chunks("\r\nhello\r\n0\r\n\r\n"), 400, "chunk's size" },
        { Chunks("g\r\n"), 400, "chunk's size" },
        { Chunks("00000000000000005\r\nhello\r\n0\r\n\r\n"), 400, "chunk's size" },
        { Chunks("ffffffffffffffff\r\n"), 413, "MaxBodyBytes" },
        { Chunks("7fffffff\r\n"), 413, "MaxBodyBytes" },
        { Chunks("5\nhello\r\n0\r\n\r\n"), 400, "LF alone" },
        { Chunks("5;a\nhello\r\n0\r\n\r\n"), 400, "LF alone" },
        { Chunks("5;a\rb\r\nhello\r\n0\r\n\r\n"), 400, "control character" },
        { Chunks("5\r\nhello0\r\n\r\n"), 400, "longer than its size" },
        { Chunks("5\r\nhello!\r\n0\r\n\r\n"), 400, "longer than its size" },
        { Chunks("5\r\nhello\n0\r\n\r\n"), 400, "LF alone" },
        { Chunks("5;" + new string('x', 300) + "\r\nhello\r\n0\r\n\r\n"), 400, "too long" },
        { Chunks("0\r\nTrailer : x\r\n\r\n"), 400, "before the colon" },
        { Chunks("0\r\nno colon\r\n\r\n"), 400, "no colon" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Is_refused_with_its_reason_and_what_follows_is_not_read(string bytes, int status, string reason)
    {
        await using var server = WebServer.Start();

        var everything = await RawClient.AskAsync(server, bytes + Hidden);

        Assert.StartsWith($"HTTP/1.1 {status} ", everything, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", everything, StringComparison.Ordinal);
        Assert.Contains(reason, everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Hello, World!", everything, StringComparison.Ordinal);
        Assert.Contains(server.Faults, fault => fault.Message.Contains($"refused with {status}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_good_request_before_a_bad_one_is_answered_first()
    {
        await using var server = WebServer.Start();

        var everything = await RawClient.AskAsync(server, Hidden + "GET /hello HTTP/1.1\nHost: x\r\n\r\n");

        Assert.Matches("(?s)^HTTP/1.1 200 OK.*Hello, World!HTTP/1.1 400 Bad Request", everything);
    }

    [Theory]
    [InlineData("GET /he", "middle of a request")]
    [InlineData("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel", "middle of a body")]
    [InlineData("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "middle of a body")]
    public async Task A_request_that_ends_too_early_is_told_so(string bytes, string reason)
    {
        await using var server = WebServer.Start();

        var everything = await RawClient.AskAsync(server, bytes);

        Assert.StartsWith("HTTP/1.1 400 ", everything, StringComparison.Ordinal);
        Assert.Contains(reason, everything, StringComparison.Ordinal);
    }

    private static string Chunks(string body) => "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
}
