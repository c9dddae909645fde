using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using SocketSchool.App.Serve;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Tests.Serve;

/// <summary>Sizes and rates that the page keeps to, and what happens to those who do not.</summary>
public class LimitTests
{
    [Fact]
    public async Task A_message_that_is_too_large_closes_the_tab_and_changes_nothing()
    {
        await using var page = await Page.StartAsync();
        await using var tab = await page.OpenAsync();
        await tab.WaitAsync("lesson");

        await tab.SendTextAsync(JsonSerializer.Serialize(new { type = "edit", cell = "cell-1", source = new string('x', TabReader.SizeLimit) }));
        await tab.WaitForCloseAsync();

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, tab.CloseStatus);
        Assert.False(File.Exists(page.Folder.File("my/lesson.ipynb")));
    }

    [Fact]
    public async Task A_message_in_endless_pieces_closes_the_tab()
    {
        await using var page = await Page.StartAsync();
        await using var tab = await page.OpenAsync();

        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)' ');
        try
        {
            for (var i = 0; i < 40; i++)
                await tab.SendBytesAsync(piece, isEnd: false);
        }
        catch (WebSocketException)
        {
            // Closed under our hands, which is what is wanted.
        }

        await tab.WaitForCloseAsync();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, tab.CloseStatus);
    }

    [Fact]
    public async Task A_flood_of_messages_closes_the_tab_that_sends_it_and_no_other()
    {
        await using var page = await Page.StartAsync();
        await using var other = await page.OpenAsync();
        await using var tab = await page.OpenAsync();

        try
        {
            for (var i = 0; i < 100_000 && tab.CloseStatus is null; i++)
                await tab.SendAsync("interrupt");
        }
        catch (WebSocketException)
        {
            // Closed under our hands, which is what is wanted.
        }

        await tab.WaitForCloseAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, tab.CloseStatus);
        await other.SendAsync("edit", new { cell = "cell-1", source = "2" });
        await other.WaitAsync("saved", "cell-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"format-disk\"}")]
    [InlineData("{\"type\":\"edit\"}")]
    [InlineData("{\"type\":\"edit\",\"cell\":\"no-such-cell\",\"source\":\"\"}")]
    [InlineData("{\"type\":\"edit\",\"cell\":7,\"source\":\"\"}")]
    [InlineData("{\"type\":\"edit\",\"cell\":\"cell-1\",\"source\":\"\",\"revision\":1e400}")]
    [InlineData("{\"type\":\"run\",\"cell\":\"../lesson\"}")]
    [InlineData("{\"type\":\"runAll\",\"sources\":{\"cell-1\":7}}")]
    [InlineData("{\"type\":\"panel\"}")]
    [InlineData("{\"type\":\"restart\",\"run\":\"yes\"}")]
    [InlineData("{\"type\":\"edit\",\"type\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}")]
    public async Task A_message_that_makes_no_sense_gets_one_line_and_the_tab_goes_on(string message)
    {
        await using var page = await Page.StartAsync();
        await using var tab = await page.OpenAsync();

        await tab.SendTextAsync(message);

        Assert.DoesNotContain('\n', (await tab.WaitAsync("error")).GetProperty("message").GetString()!);
        await tab.SendAsync("edit", new { cell = "cell-1", source = "2" });
        await tab.WaitAsync("saved", "cell-1");
    }

    [Fact]
    public async Task Bytes_are_no_message()
    {
        await using var page = await Page.StartAsync();
        await using var tab = await page.OpenAsync();

        await tab.SendBytesAsync([1, 2, 3], WebSocketMessageType.Binary);
        await tab.WaitForCloseAsync();

        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, tab.CloseStatus);
    }

    [Fact]
    public async Task Only_so_many_lessons_are_open_at_once_and_one_that_nobody_looks_at_makes_room()
    {
        await using var page = await Page.StartAsync(
            folder =>
            {
                foreach (var name in new[] { "a", "b", "c" })
                    folder.Notebook($"notebooks/{name}.ipynb", "1");
            },
            options => options with { MaxLessons = 2 });
        await using var first = await page.OpenAsync("a");
        var second = await page.OpenAsync("b");
        await second.WaitAsync("lesson");

        await using var refused = await page.OpenAsync("c");
        Assert.StartsWith("2 lessons are open already", (await refused.WaitAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);
        await refused.WaitForCloseAsync();
        await second.DisposeAsync();

        // That the second has gone is noticed by the server in its own time.
        for (var attempt = 0; ; attempt++)
        {
            await using var third = await page.OpenAsync("c");
            var answer = await third.WaitAsync(message => PageTab.Type(message) is "lesson" or "error", "lesson or error");
            if (PageTab.Type(answer) == "lesson")
                break;
            Assert.True(attempt < 200, "the lesson that nobody looks at did not make room");
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task Cells_are_added_until_there_are_as_many_as_a_page_can_show()
    {
        await using var page = await Page.StartAsync(folder => folder.Notebook("notebooks/lesson.ipynb", [.. Enumerable.Repeat("1", LessonSession.MaxCells - 1)]));
        await using var tab = await page.OpenAsync();

        await tab.SendAsync("addCell", new { after = (string?)null });
        await tab.WaitAsync("added");
        await tab.SendAsync("addCell", new { after = (string?)null });

        Assert.StartsWith("This lesson has 500 cells", (await tab.WaitAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_tabs_than_anybody_opens_are_refused()
    {
        await using var page = await Page.StartAsync();
        var tabs = new List<PageTab>();
        try
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                for (var i = 0; i < 300; i++)
                    tabs.Add(await page.OpenAsync());
            });

            Assert.True(refused is WebSocketException, refused.ToString());
            Assert.InRange(tabs.Count, 20, 100);
        }
        finally
        {
            foreach (var tab in tabs)
                await tab.DisposeAsync();
        }
    }

    [Fact]
    public async Task Somebody_who_never_finishes_his_request_is_cut_off()
    {
        await using var page = await Page.StartAsync(configure: options => options with { HeadTime = TimeSpan.FromSeconds(1) });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, page.Server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: localhost:{page.Server.Port}\r\nX-A: "));

        var answer = new byte[1024];
        using var limit = new CancellationTokenSource(App.Limit);
        var got = await socket.ReceiveAsync(answer, limit.Token);

        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, got), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000, 0)]
    [InlineData(0, 40_000)]
    public async Task A_head_that_is_too_large_is_refused(int pathLength, int headerLength)
    {
        await using var page = await Page.StartAsync();

        var answer = await page.RawAsync($"GET /{new string('a', pathLength)} HTTP/1.1\r\nHost: localhost:{page.Server.Port}\r\nX-A: {new string('a', headerLength)}\r\n\r\n");

        Assert.Matches("^HTTP/1.1 4(14|31) ", answer);
    }
}
