using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SocketSchool.Tests.Web;

/// <summary>The ordinary HTTP client of .NET, which knows nothing of us.</summary>
public class HttpClientTests
{
    [Fact]
    public async Task Gets_hello_over_one_connection_many_times()
    {
        await using var server = WebServer.Start();
        using var http = NewClient(server);
        for (var i = 0; i < 20; i++) Assert.Equal("Hello, World!", await http.GetStringAsync("hello").Soon());
        Assert.Equal((1, 20), (server.TotalConnections, server.RequestCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Posts_and_gets_it_back(bool chunked)
    {
        await using var server = WebServer.Start();
        using var http = NewClient(server);
        http.DefaultRequestHeaders.TransferEncodingChunked = chunked;
        var text = string.Concat(Enumerable.Repeat("naïve café ", 5000));
        using var response = await http.PostAsync("echo", new StringContent(text)).Soon();
        Assert.Equal(text, await response.Content.ReadAsStringAsync().Soon());
    }

    [Fact]
    public async Task Waits_for_100_continue_and_goes_on()
    {
        await using var server = WebServer.Start();
        using var http = NewClient(server);
        http.DefaultRequestHeaders.ExpectContinue = true;
        using var response = await http.PostAsync("echo", new StringContent("patience")).Soon();
        Assert.Equal("patience", await response.Content.ReadAsStringAsync().Soon());
    }

    [Fact]
    public async Task Understands_ranges_tags_and_errors()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["www"]);
        await File.WriteAllTextAsync(Path.Combine(folder["www"], "index.html"), "0123456789");
        await using var server = WebServer.Start(folder: folder["www"]);
        using var http = NewClient(server);

        using var whole = await http.GetAsync("").Soon();
        using var part = new HttpRequestMessage(HttpMethod.Get, "") { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var partial = await http.SendAsync(part).Soon();
        using var again = new HttpRequestMessage(HttpMethod.Get, "");
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var unchanged = await http.SendAsync(again).Soon();
        using var missing = await http.GetAsync("nowhere").Soon();

        Assert.Equal((HttpStatusCode.PartialContent, "234"), (partial.StatusCode, await partial.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotFound), (unchanged.StatusCode, missing.StatusCode));
        Assert.Equal("text/html", whole.Content.Headers.ContentType!.MediaType);
        Assert.True(whole.Headers.Date > DateTimeOffset.UtcNow.AddMinutes(-5));
    }

    [Fact]
    public async Task Fifty_clients_at_once_get_each_their_own()
    {
        await using var server = WebServer.Start();
        using var http = NewClient(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var response = await http.PostAsync("echo", new ByteArrayContent(Encoding.UTF8.GetBytes($"I am {i}")));
            return await response.Content.ReadAsStringAsync();
        })).Soon();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"I am {i}"), answers);
    }

    private static HttpClient NewClient(WebServer server) => new() { BaseAddress = new Uri(server.Url), Timeout = TimeSpan.FromSeconds(20) };
}
