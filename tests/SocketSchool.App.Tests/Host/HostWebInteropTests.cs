namespace SocketSchool.App.Tests.Hosting;

/// <summary>The web server, asked by other people's programs.</summary>
public class HostWebInteropTests
{
    [ProgramFact("python3")]
    public async Task Serves_pythons_http_client_over_one_connection()
    {
        await using var host = await HostProcess.StartAsync("web");
        var script = Path.Combine(Repository.Folder, "tests", "interop", "web_client.py");
        (await Tool.RunAsync("python3", [script, $"{host.Port}"])).MustSucceed();
    }

    [ProgramTheory("curl")]
    [InlineData("'URL/hello'", "Hello, World!")]
    [InlineData("'URL/hello' 'URL/hello' -w '%{num_connects} '", "Hello, World!1 Hello, World!0 ")]
    [InlineData("--http1.0 'URL/hello'", "Hello, World!")]
    [InlineData("--data-binary 'some words' 'URL/echo'", "some words")]
    [InlineData("--data-binary 'some words' -H 'Transfer-Encoding: chunked' 'URL/'", "some words")]
    [InlineData("--data-binary 'some words' -H 'Expect: 100-continue' 'URL/echo'", "some words")]
    [InlineData("-r 0-14 'URL/'", "<!DOCTYPE html>")]
    [InlineData("-o /dev/null -w '%{http_code} %{content_type}' 'URL/pictures/exchange.svg'", "200 image/svg+xml")]
    [InlineData("-o /dev/null -w '%{http_code}' -I 'URL/style.css'", "200")]
    [InlineData("-o /dev/null -w '%{http_code}' --path-as-is 'URL/../users.json'", "400")]
    [InlineData("-o /dev/null -w '%{http_code}' 'URL/%2e%2e/users.json'", "400")]
    [InlineData("-o /dev/null -w '%{http_code}' -X PUT -d x 'URL/hello'", "405")]
    [InlineData("-A 'me' -H 'Accept:' 'URL/request'", "GET /request HTTP/1.1\r\nHost: HOST\r\nUser-Agent: me\r\n\r\n")]
    public async Task Serves_curl(string arguments, string expected)
    {
        await using var host = await HostProcess.StartAsync("web");
        var line = "curl -sS --max-time 30 --noproxy '*' " + arguments.Replace("URL", $"http://{host.EndPoint}", StringComparison.Ordinal);
        Assert.Equal(expected.Replace("HOST", $"{host.EndPoint}", StringComparison.Ordinal), (await Tool.ShellAsync(line)).MustSucceed().Text);
    }

    [ProgramFact("curl")]
    public async Task Curl_gets_a_large_upload_back_and_an_unchanged_file_once()
    {
        await using var host = await HostProcess.StartAsync("web");
        var curl = "curl -sS --max-time 30 --noproxy '*'";
        var url = $"http://{host.EndPoint}";
        var folder = Directory.CreateTempSubdirectory("socketschool-");
        try
        {
            var line = $"cd '{folder.FullName}' && head -c 900000 /dev/urandom > a && {curl} --data-binary @a -o b {url}/echo && cmp a b && " +
                $"{curl} --etag-save tag -o page {url}/ && {curl} --etag-compare tag -o page2 -w '%{{http_code}}' {url}/";
            Assert.Equal("304", (await Tool.ShellAsync(line)).MustSucceed().Text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [ProgramFact("chromium")]
    public async Task Chromium_opens_the_page_with_its_style_sheet_and_picture()
    {
        await using var web = WebServer.Start(folder: Path.Combine(Repository.Folder, "data", "www"));

        var page = await ChromiumAsync(web.Url);

        Assert.Contains("A page from your own socket", page, StringComparison.Ordinal);
        var asked = web.Requests.Select(one => (one.Method, one.Target, one.Status)).ToArray();
        Assert.Contains(("GET", "/", 200), asked);
        Assert.Contains(("GET", "/style.css", 200), asked);
        Assert.Contains(("GET", "/pictures/exchange.svg", 200), asked);
        Assert.Equal(0, web.FaultCount);
    }

    [ProgramFact("chromium")]
    public async Task Chromium_sees_its_own_headers()
    {
        await using var web = WebServer.Start();

        var page = await ChromiumAsync(web.Url + "request");

        Assert.Contains("What your browser sent", page, StringComparison.Ordinal);
        Assert.Matches("User-Agent</th><td><code>Mozilla/5.0 .*Chrome/", page);
        Assert.Contains("GET /request HTTP/1.1", page, StringComparison.Ordinal);
    }

    private static async Task<string> ChromiumAsync(string url)
    {
        var profile = Directory.CreateTempSubdirectory("socketschool-");
        try
        {
            // A profile of its own: two browsers with one profile would wait for each other. No sandbox: containers often forbid it.
            string[] words = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", $"--user-data-dir={profile.FullName}", "--dump-dom", url];
            return (await Tool.RunAsync("chromium", words)).MustSucceed().Text;
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
