using System.Net;

namespace SocketSchool.App.Tests.Serve;

/// <summary>Names in addresses cannot lead out of the folders of the lessons, the pictures, the page and the packages.</summary>
public class PathTests
{
    const string Secret = "THE-SECRET-OF-THIS-MACHINE";

    static Task<Page> StartAsync() => Page.StartAsync(folder =>
    {
        folder.Notebook("notebooks/lesson.ipynb", "1");
        folder.Notebook("notebooks/.hidden.ipynb", $"\"{Secret}\"");
        folder.Notebook("notebooks/answers/lesson.ipynb", $"\"{Secret}\"");
        folder.Notebook("secret.ipynb", $"\"{Secret}\"");
        folder.Write("secret.txt", Secret);
        folder.Write("secret.svg", Secret);
        folder.Write("notebooks/secret.svg", Secret);
        folder.Write("notebooks/images/a.svg", "<svg/>");
        folder.Write("notebooks/images/secret.txt", Secret);
        folder.Write("notebooks/images/inner/secret.svg", Secret);
        folder.Write("my/secret.ipynb", Secret);
        folder.Write("my/.progress.json", $"{{\"about\":\"{Secret}\",\"version\":1,\"exercises\":{{}}}}");
        // Links inside the folders that lead out of them are not names of lessons or pictures that were put there by us.
        folder.Write("package.json", Secret);
    });

    static readonly string[] Ways =
    [
        "../secret.ipynb", "..%2fsecret.ipynb", "..%2Fsecret.ipynb", "%2e%2e%2fsecret.ipynb", "%2e%2e/secret.ipynb", "..%252fsecret.ipynb", "%252e%252e%252fsecret.ipynb",
        "..%5csecret.ipynb", "..\\secret.ipynb", "....//secret.ipynb", "..;/secret.ipynb", ".%00./secret.ipynb", "..%c0%afsecret.ipynb", "..%ef%bc%8fsecret.ipynb",
        "/etc/passwd", "%2fetc%2fpasswd", "~/.ssh/id_rsa", "lesson%00.ipynb", "lesson.ipynb%00", "./lesson/../../secret.ipynb", "answers/lesson.ipynb", "answers%2flesson.ipynb",
        ".hidden.ipynb", "%2ehidden.ipynb", ".hidden", "secret.ipynb", "..", ".", "%2e%2e", "", "con.ipynb", "lesson.ipynb::$DATA", "LESSON.ipynb", "*.ipynb", "lesson*.ipynb",
        "../secret.svg", "..%2fsecret.svg", "inner/secret.svg", "inner%2fsecret.svg", "secret.txt", "secret.svg", ".progress.json", "../my/.progress.json", "..%2f..%2fpackage.json",
    ];

    [Theory]
    [InlineData("/lesson/")]
    [InlineData("/download/")]
    [InlineData("/picture/")]
    [InlineData("/npm/")]
    [InlineData("/npm/plotly.js-basic-dist-min@4.1.1/")]
    [InlineData("/assets/")]
    [InlineData("/assets/{hash}/")]
    [InlineData("/frame/")]
    [InlineData("/ws/lesson/")]
    [InlineData("/api/")]
    [InlineData("/")]
    public async Task No_way_to_write_a_path_leads_out(string prefix)
    {
        await using var page = await StartAsync();
        var hash = (await page.TextAsync("/lesson/lesson")).Split("assets/")[1].Split('/')[0];

        foreach (var way in Ways)
        {
            var path = prefix.Replace("{hash}", hash, StringComparison.Ordinal) + way;
            // Raw: a client that tidies the path up first would test nothing.
            var answer = await page.RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost:{page.Server.Port}\r\nCookie: {page.Cookie}\r\nConnection: close\r\n\r\n");

            Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
            // Some ways are just other ways to write the address of the contents.
            if (!answer.Contains("<title>SocketSchool</title>", StringComparison.Ordinal))
                Assert.Matches("^HTTP/1.1 4", answer);
        }
    }

    [UnixFact]
    public async Task A_tab_opens_lessons_of_the_folder_and_no_others()
    {
        await using var page = await StartAsync();

        foreach (var name in new[] { "secret", ".hidden", "..%2Fsecret", "answers%2Flesson", "%2E%2E%2Fmy%2Fsecret" })
        {
            await using var tab = await page.OpenAsync(name);
            Assert.Contains("There is no lesson", (await tab.WaitAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);
            await tab.WaitForCloseAsync();
        }

        Assert.Equal(["lesson"], (await page.JsonAsync("/api/contents")).GetProperty("lessons").EnumerateArray().Select(lesson => lesson.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task What_may_be_had_is_had()
    {
        await using var page = await StartAsync();

        using var picture = await page.GetAsync("/picture/a.svg");
        using var download = await page.GetAsync("/download/lesson.ipynb");

        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", picture.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        Assert.Contains("attachment", download.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
    }
}
