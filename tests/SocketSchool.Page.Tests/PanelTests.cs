namespace SocketSchool.Page.Tests;

/// <summary>The servers that run in a lesson.</summary>
public sealed class PanelTests
{
    [PageFact]
    public async Task Panel_shows_a_server_what_goes_over_its_wire_and_stops_it()
    {
        using var lesson = new SmallLesson(
            SmallLesson.Library, "var echo = EchoServer.Start();", "await using var me = await Connection.ConnectAsync(echo);\nawait me.SendTextAsync(\"hello panel\");\nawait me.ReceiveAsync(new byte[100]);".Replace("await using var", "var", StringComparison.Ordinal));
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.Page.ClickAsync("#show-panel");
        await Assertions.Expect(learner.Page.Locator(".panel .empty")).ToBeVisibleAsync();

        await learner.RunAsync("c1");
        await learner.RunAsync("c2");
        var row = learner.Page.Locator(".panel .server");
        await Assertions.Expect(row).ToContainTextAsync("listening");
        Assert.Matches(@"^nc 127\.0\.0\.1 \d+$", await row.Locator(".hint code").InnerTextAsync());
        await learner.RunAsync("c3");
        await row.GetByRole(AriaRole.Tab, new() { Name = "Log" }).ClickAsync();
        await Assertions.Expect(row.Locator("iframe").ContentFrame.Locator("body")).ToContainTextAsync("hello panel");
        await row.GetByRole(AriaRole.Tab, new() { Name = "Diagram" }).ClickAsync();
        await Assertions.Expect(row.Locator("iframe").ContentFrame.Locator("svg")).ToBeVisibleAsync();
        await Assertions.Expect(row).ToContainTextAsync("1 connected");

        await row.GetByText("Stop", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await Assertions.Expect(learner.Page.Locator(".panel .empty")).ToBeVisibleAsync();
    }

    [PageTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Panel_shows_the_whole_diagram_and_log_at_its_width_and_says_that_it_copied(int width)
    {
        const string Client = "var {0} = await Connection.ConnectAsync(echo);\nawait {0}.SendTextAsync(\"a line of some length\");\nawait {0}.ReceiveAsync(new byte[100]);\nawait {0}.DisposeAsync();\n";
        using var lesson = new SmallLesson(
            SmallLesson.Library, "var echo = EchoServer.Start();",
            Client.Replace("{0}", "a", StringComparison.Ordinal) + Client.Replace("{0}", "b", StringComparison.Ordinal) + Client.Replace("{0}", "c", StringComparison.Ordinal));
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server, new() { ViewportSize = new() { Width = width, Height = 844 }, Permissions = ["clipboard-write"] });
        await learner.OpenAsync(SmallLesson.Name);
        foreach (var cell in new[] { "c1", "c2", "c3" }) await learner.RunAsync(cell);

        await learner.Page.ClickAsync("#show-panel");
        var row = learner.Page.Locator(".panel .server");
        await row.GetByRole(AriaRole.Button, new() { Name = "Copy the command" }).ClickAsync();
        await Assertions.Expect(row.Locator(".copied")).ToHaveTextAsync("Copied");
        await Assertions.Expect(learner.Page.Locator("#announcer")).ToContainTextAsync("Copied");

        var body = row.Locator("iframe").ContentFrame.Locator("body");
        foreach (var (tab, inside) in new[] { ("Log", "tr.c"), ("Diagram", "svg") })
        {
            await row.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
            await Assertions.Expect(body.Locator(inside).First).ToBeVisibleAsync();
            Assert.Equal("", await body.EvaluateAsync<string>("body => [body, ...body.querySelectorAll('*')].filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && /auto|scroll|hidden/.test(getComputedStyle(e).overflowX)).map(e => `${e.tagName} ${e.scrollWidth} > ${e.clientWidth}`).join()"));
        }
    }

    [PageFact]
    public async Task Web_server_has_a_link_to_its_pages_and_a_blocked_cell_does_not_hide_it()
    {
        using var lesson = new SmallLesson(SmallLesson.Library, "var web = WebServer.Start();", "System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.RunAsync("c2");
        await learner.Cell("c3").Locator("button.run").ClickAsync();
        await learner.UntilAsync("cell('c3').state === 'running'");

        await learner.Page.ClickAsync("#show-panel");

        var link = learner.Page.Locator(".panel .server a");
        await Assertions.Expect(link).ToBeVisibleAsync();
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/", await link.GetAttributeAsync("href") ?? "");
        // Escape closes it and gives the focus back.
        await learner.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(learner.Page.Locator("#panel")).ToBeHiddenAsync();
    }
}
