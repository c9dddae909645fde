using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Net.WebSockets;
using SocketSchool.App.Serve;

namespace SocketSchool.App.Tests.Serve;

/// <summary>Each refusal of the page, with what an attacker would send.</summary>
public class GateTests
{
    // {port} is that of the server.
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("localhost.evil.example:{port}")]
    [InlineData("127.0.0.1.evil.example:{port}")]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost")]
    [InlineData("localhost:{port}.")]
    [InlineData("localhost.:{port}")]
    [InlineData("localhost:{port}@evil.example")]
    [InlineData("2130706433:{port}")]
    [InlineData("127.1:{port}")]
    [InlineData("192.168.0.1:{port}")]
    [InlineData("0.0.0.0:{port}")]
    [InlineData("[::ffff:127.0.0.1]:{port}")]
    [InlineData("")]
    public async Task A_name_that_somebody_else_leads_to_this_machine_is_refused(string host)
    {
        await using var page = await Page.StartAsync();
        host = host.Replace("{port}", page.Server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var answer = await page.RawAsync($"GET /api/contents HTTP/1.1\r\nHost: {host}\r\nCookie: {page.Cookie}\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 4(00|21) ", answer);
        Assert.DoesNotContain("lessons", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/contents HTTP/1.1\r\nConnection: close\r\n")]
    [InlineData("GET /api/contents HTTP/1.0\r\n")]
    [InlineData("GET /api/contents HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\nConnection: close\r\n")]
    [InlineData("GET http://evil.example/api/contents HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n")]
    [InlineData("CONNECT localhost:{port} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n")]
    [InlineData("POST /api/contents HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 5\r\nConnection: close\r\n")]
    [InlineData("DELETE /lesson/lesson HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n")]
    public async Task A_request_without_one_clear_name_or_with_another_method_is_refused(string head)
    {
        await using var page = await Page.StartAsync();
        head = head.Replace("{port}", page.Server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var answer = await page.RawAsync($"{head}Cookie: {page.Cookie}\r\n\r\nhello");

        Assert.Matches("^HTTP/1.[01] 4", answer);
        Assert.DoesNotContain("\"lessons\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/lesson/lesson")]
    [InlineData("/api/contents")]
    [InlineData("/download/lesson.ipynb")]
    [InlineData("/picture/a.svg")]
    [InlineData("/ws/lesson/lesson")]
    [InlineData("/nothing")]
    public async Task Without_the_cookie_there_is_one_line_that_says_what_to_do(string path)
    {
        await using var page = await Page.StartAsync(folder => folder.Notebook("notebooks/lesson.ipynb", "\"the secret text\""));

        foreach (var cookie in new[] { "", "socketschool=1", page.Cookie[..^1], page.Cookie + "0", page.Cookie.ToUpperInvariant(), $"{page.Cookie.Split('=')[0]}={page.Server.Token}" })
        {
            using var answer = await page.SendAsync(path, ("Cookie", cookie));

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal(Gate.NoCookie + "\n", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_token_is_exchanged_for_a_cookie_that_no_script_and_no_other_site_gets_and_leaves_the_address()
    {
        await using var page = await Page.StartAsync();

        using var answer = await page.SendAsync($"/lesson/lesson?token={page.Server.Token}");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("./lesson", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(page.Server.Token, cookie, StringComparison.Ordinal);
        using var lesson = await page.GetAsync("/lesson/lesson");
        Assert.Equal(HttpStatusCode.OK, lesson.StatusCode);
        var html = await lesson.Content.ReadAsStringAsync();
        Assert.DoesNotContain(page.Server.Token, html, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Cookie.Split('=')[1], html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_sets_no_cookie()
    {
        await using var page = await Page.StartAsync();
        var token = page.Server.Token;

        foreach (var wrong in new[] { "", token[..^1], token + "0", token.ToUpperInvariant(), $"{token}&token={token}", new string('0', 64), "%00" })
        {
            using var answer = await page.SendAsync($"/?token={wrong}");

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("http://localhost")]
    [InlineData("null")]
    [InlineData("file://")]
    [InlineData("http://localhost:{port}.evil.example")]
    [InlineData("http://evil.example/http://localhost:{port}")]
    [InlineData("http://localhost:{port}/")]
    [InlineData("http://localhost:{port} https://evil.example")]
    [InlineData("chrome-extension://abcdef")]
    public async Task A_web_socket_of_another_site_is_refused_even_with_the_cookie(string origin)
    {
        await using var page = await Page.StartAsync();
        origin = origin.Replace("{port}", page.Server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => PageTab.OpenAsync(page, "lesson", ("Cookie", page.Cookie), ("Origin", origin)));
        using var read = await page.SendAsync("/api/contents", ("Cookie", page.Cookie), ("Origin", origin));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
    }

    [Fact]
    public async Task A_web_socket_without_the_cookie_is_refused()
    {
        await using var page = await Page.StartAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => PageTab.OpenAsync(page, "lesson", ("Origin", page.Origin)));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site", "no-cors", "image", "/picture/a.svg", false)]
    [InlineData("cross-site", "no-cors", "script", "/api/contents", false)]
    [InlineData("same-site", "cors", "empty", "/api/contents", false)]
    [InlineData("same-site", "no-cors", "image", "/download/lesson.ipynb", false)]
    [InlineData("cross-site", "navigate", "iframe", "/lesson/lesson", false)]
    [InlineData("same-site", "navigate", "iframe", "/", false)]
    [InlineData("cross-site", "websocket", "websocket", "/ws/lesson/lesson", false)]
    [InlineData("cross-site", "navigate", "document", "/api/contents", false)]
    [InlineData("cross-site", "navigate", "document", "/lesson/lesson", true)]
    [InlineData("none", "navigate", "document", "/", true)]
    [InlineData("same-origin", "cors", "empty", "/api/contents", true)]
    public async Task Another_site_may_link_to_a_page_and_do_nothing_else(string site, string mode, string destination, string path, bool passes)
    {
        await using var page = await Page.StartAsync();

        using var answer = await page.SendAsync(
            path, ("Cookie", page.Cookie), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination));

        Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_browser_that_comes_by_an_address_of_the_machine_is_led_to_localhost_whose_cookies_learners_servers_do_not_get()
    {
        await using var page = await Page.StartAsync();

        var answer = await page.RawAsync(
            $"GET /lesson/lesson?token={page.Server.Token} HTTP/1.1\r\nHost: 127.0.0.1:{page.Server.Port}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Site: none\r\nConnection: close\r\n\r\n");

        Assert.Contains($"Location: http://localhost:{page.Server.Port}/lesson/lesson?token={page.Server.Token}", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/api/contents", 200)]
    [InlineData("/frame/output.html", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("/npm/nothing.js", 404)]
    [InlineData("/assets/0/nothing.js", 404)]
    public async Task Every_answer_carries_the_headers_that_keep_others_out(string path, int status)
    {
        await using var page = await Page.StartAsync();

        using var answer = await page.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        AssertGuarded(answer);
        using var refused = await page.SendAsync("/");
        AssertGuarded(refused);
        using var wrong = await page.SendAsync("/?token=0");
        AssertGuarded(wrong);
    }

    static void AssertGuarded(HttpResponseMessage answer)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : "";
        var policy = Header("Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors '", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        if (!policy.Contains("sandbox", StringComparison.Ordinal))
            Assert.DoesNotContain("script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.NotEqual("", Header("X-Frame-Options"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_frame_of_an_output_has_no_origin_and_reaches_nothing()
    {
        await using var page = await Page.StartAsync();

        using var answer = await page.SendAsync("/frame/output.html", ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Dest", "iframe"), ("Sec-Fetch-Mode", "navigate"));

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("sandbox allow-scripts;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_of_a_page_need_a_number_that_is_new_each_time()
    {
        await using var page = await Page.StartAsync();

        async Task<string> NonceAsync()
        {
            using var answer = await page.GetAsync("/lesson/lesson");
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
            Assert.Contains($"nonce=\"{nonce}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            return nonce;
        }

        Assert.NotEqual(await NonceAsync(), await NonceAsync());
    }

    [Fact]
    public async Task Only_loopback_is_listened_on_unless_told_otherwise()
    {
        await using var page = await Page.StartAsync();
        var outward = NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork);

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(endPoint => endPoint.Port == page.Server.Port).ToList();

        Assert.NotEmpty(listeners);
        Assert.All(listeners, endPoint => Assert.True(IPAddress.IsLoopback(endPoint.Address)));
        foreach (var address in outward)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address, page.Server.Port));
        }
    }

    [Fact]
    public async Task Reachable_from_elsewhere_it_still_wants_the_token_and_takes_no_foreign_name()
    {
        await using var page = await Page.StartAsync(configure: options => options with { Address = IPAddress.Any, HostNames = ["school.example"] });
        async Task<string> GetAsync(string host, string headers = "") => await page.RawAsync($"GET /api/contents HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n");
        var cookie = $"Cookie: {page.Cookie}\r\n";

        Assert.StartsWith("HTTP/1.1 403", await GetAsync($"192.168.0.1:{page.Server.Port}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await GetAsync($"192.168.0.1:{page.Server.Port}", cookie), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await GetAsync("school.example", cookie), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await GetAsync("school.example", cookie + "Origin: https://school.example\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403", await GetAsync("school.example", cookie + "Origin: https://evil.example\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 421", await GetAsync($"evil.example:{page.Server.Port}", cookie), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/x/")]
    [InlineData("/x/lesson/lesson")]
    [InlineData("/lesson/lesson")]
    public async Task Behind_the_path_of_a_proxy_everything_is_found_and_the_cookie_keeps_to_that_path(string path)
    {
        await using var page = await Page.StartAsync(configure: options => options with { PathBase = "/x" });

        using var answer = await page.GetAsync(path);
        using var exchange = await page.SendAsync($"/x/?token={page.Server.Token}");
        using var cut = await page.SendAsync($"/?token={page.Server.Token}", ("X-Forwarded-Prefix", "/proxy/5080/"));
        using var forged = await page.SendAsync($"/?token={page.Server.Token}", ("X-Forwarded-Prefix", "/y; Domain=evil.example"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("path=/x/;", exchange.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("path=/proxy/5080/;", cut.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("path=/x/;", forged.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.DoesNotMatch("(href|src)=\"/", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_page_that_refuses_says_its_title_once()
    {
        await using var page = await Page.StartAsync();

        var answer = await page.RawAsync($"GET / HTTP/1.1\r\nHost: localhost:{page.Server.Port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");

        Assert.Contains("<h1>Not allowed</h1><p>Open the address that the terminal shows: it carries the key.</p>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_meanings_of_the_terms_need_the_cookie_and_are_empty_without_a_glossary()
    {
        await using var page = await Page.StartAsync(folder => folder.Notebook("notebooks/lesson.ipynb", "1"));

        using var refused = await page.SendAsync("/api/glossary");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("{}", await page.TextAsync("/api/glossary"));
    }
}
