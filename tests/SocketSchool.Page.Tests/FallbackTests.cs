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
