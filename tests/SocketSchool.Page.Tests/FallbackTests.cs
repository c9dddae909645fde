namespace SocketSchool.Page.Tests;

/// <summary>Without the npm packages, a lesson can still be taken.</summary>
public sealed class FallbackTests
{
    [PageFact]
    public async Task Without_packages_cells_are_text_areas_figures_pictures_and_a_notice_says_so()
    {
        await using var server = await PageServer.StartAsync(null, "--offline");
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync("03-echo");
        await Assertions.Expect(learner.Page.Locator(".notice")).ToContainTextAsync("Plain text areas");
        await learner.RunAsync("setup");
        await learner.RunAsync("echo-start");

        await learner.RunAsync("fast-run");

        Assert.Equal(0, await learner.Page.Locator(".cm-editor, .main-svg").CountAsync());
        var frame = learner.Cell("fast-run").Locator("iframe").Last.ContentFrame;
        await Assertions.Expect(frame.Locator("svg")).ToBeVisibleAsync();
        await frame.GetByText("The numbers").ClickAsync();
        await Assertions.Expect(frame.Locator("table").First).ToBeVisibleAsync();
    }

    // The CDN is not reachable from everywhere, so the test answers in its place with the files that npm fetched: the browser itself
    // checks hashes, policy and import map, and a changed file must not run.
    [PageTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_npm_the_editor_and_the_figures_come_from_the_CDN_if_they_are_what_the_hashes_say(bool isGenuine)
    {
        const string Cdn = "https://cdn.jsdelivr.net/npm/";
        var folder = Directory.CreateTempSubdirectory("socketschool-away-");
        if (!Repository.HasPackages) return;
        using var lesson = new SmallLesson(SmallLesson.Library, "Latency.RoundTrips(EchoServer.Start(), count: 200, size: 16).Figure()");
        await using (var server = await PageServer.StartAwayAsync(folder.FullName, "--notebooks", lesson.Folder))
        {
            await using var learner = await Learner.ComeAsync(server);
            learner.Excused.Add(Cdn);
            var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
            await learner.Page.RouteAsync(Cdn + "**", async route =>
            {
                // PACKAGE@VERSION/PATH, where a package may be @SCOPE/NAME.
                var name = route.Request.Url[Cdn.Length..];
                var at = name.IndexOf('@', 1);
                var path = Path.Combine(Repository.Packages, name[..at], name[(name.IndexOf('/', at) + 1)..]);
                asked.Add(name);
                await route.FulfillAsync(new()
                {
                    ContentType = "text/javascript",
                    Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" },
                    Body = await File.ReadAllTextAsync(path) + (isGenuine ? "" : "\nwindow.wasChanged = true;"),
                });
            });
            await learner.OpenAsync(SmallLesson.Name);
            await learner.RunAsync("c1");
            await learner.RunAsync("c2");
            await learner.Cell("c2").ScrollIntoViewIfNeededAsync();

            if (isGenuine)
            {
                await Assertions.Expect(learner.Page.Locator("#cell-c2 .cm-editor")).ToBeVisibleAsync();
                await Assertions.Expect(learner.Page.Locator("#cell-c2 .main-svg").First).ToBeVisibleAsync();
                Assert.Contains(asked, name => name.StartsWith("plotly", StringComparison.Ordinal));
            }
            else
            {
                await Assertions.Expect(learner.Page.Locator(".notice").First).ToContainTextAsync("Plain text areas");
                await Assertions.Expect(learner.Cell("c2").Locator("iframe").Last.ContentFrame.Locator("svg")).ToBeVisibleAsync();
                Assert.False(await learner.Page.EvaluateAsync<bool>("'wasChanged' in window"));
            }
        }

        folder.Delete(recursive: true);
    }

    [PageFact]
    public async Task Text_area_indents_keeps_indentation_and_shows_errors_below()
    {
        using var lesson = new SmallLesson("var a = 1;");
        await using var server = await PageServer.StartAsync(null, "--offline", "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var keys = learner.Page.Keyboard;

        await learner.TypeAsync("c1", "if (true)");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("{");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("int b = \"\";");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Shift+Tab");
        await keys.TypeAsync("}");

        Assert.Equal("if (true)\n{\n    int b = \"\";\n}", await learner.AskAsync<string>("cell('c1').text.source"));
        await keys.PressAsync("ControlOrMeta+Enter");
        await learner.DoneAsync("c1");
        var problem = learner.Cell("c1").Locator(".problems li");
        Assert.StartsWith("Line 3, column 13", (await problem.InnerTextAsync()).Trim(), StringComparison.Ordinal);
        await problem.Locator("button").ClickAsync();
        Assert.Equal("\"\";", await learner.AskAsync<string>("(a => a.value.slice(a.selectionStart).split('\\n')[0])(document.activeElement)"));
    }
}
