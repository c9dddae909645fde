using System.Text.Json.Nodes;

namespace SocketSchool.Page.Tests;

/// <summary>What a learner types is not lost, whatever ends, and nobody's text overwrites another's.</summary>
public sealed class SavingTests
{
    [PageFact]
    public async Task Text_outputs_and_state_are_there_again_after_a_reload()
    {
        using var lesson = new SmallLesson("Console.WriteLine(\"shown\");", "int b = \"\";");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.TypeAsync("c1", "Console.WriteLine(\"changed\");");
        await learner.RunAsync("c1");
        await learner.RunAsync("c2");

        await learner.Page.ReloadAsync();
        await learner.UntilAsync("lesson.isLoaded && cell('c2').isOpen");

        Assert.Equal("Console.WriteLine(\"changed\");", await learner.AskAsync<string>("cell('c1').text.source"));
        Assert.Equal("changed", (await learner.OutputAsync("c1")).Trim());
        Assert.Equal("[1]", await learner.Cell("c1").Locator(".count").InnerTextAsync());
        Assert.Equal(1, await learner.Cell("c2").Locator(".problems li").CountAsync());
        Assert.Equal("\"\"", await learner.Cell("c2").Locator(".cm-lintRange-error").InnerTextAsync());
    }

    [PageFact]
    public async Task Text_typed_while_the_server_is_gone_is_saved_when_it_is_there_again()
    {
        using var lesson = new SmallLesson("var a = 1;");
        await using var first = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(first);
        learner.Excused.AddRange(["WebSocket", "ERR_", "answer: 403", "403 (Forbidden)"]);
        await learner.OpenAsync(SmallLesson.Name);
        await first.KillAsync();
        await Assertions.Expect(learner.Page.Locator(".notice").First).ToContainTextAsync("The server does not answer");
        Assert.Equal("not connected", await learner.Page.Locator("#kernel").TextContentAsync());

        await learner.TypeAsync("c1", "var typed = \"without a server\";");
        Assert.Equal("Kept in this browser", await learner.Page.Locator("#saved").TextContentAsync());
        await using var second = await PageServer.StartAsync(first.MyFolder, "--port", $"{first.Address.Port}", "--notebooks", lesson.Folder);
        await Assertions.Expect(learner.Page.Locator(".notice").First).ToContainTextAsync("another run of the server");
        await learner.ComeAgainAsync(second);

        await learner.UntilAsync("lesson.connection.isOpen && cell('c1').text.isSaved");
        Assert.Contains("without a server", second.Copy(SmallLesson.Name), StringComparison.Ordinal);
        Assert.Equal(0, await learner.Page.Locator(".notice").CountAsync());
        Assert.Equal(0, await learner.AskAsync<int>("Object.keys(localStorage).filter(key => key.includes('draft')).length"));
    }

    [PageFact]
    public async Task Text_typed_while_the_server_is_gone_survives_the_page_too()
    {
        using var lesson = new SmallLesson("var a = 1;");
        await using var first = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(first);
        learner.Excused.AddRange(["WebSocket", "ERR_", "answer: 403", "403 (Forbidden)"]);
        await learner.OpenAsync(SmallLesson.Name);
        await first.KillAsync();
        await learner.TypeAsync("c1", "var typed = \"and the page was closed\";");
        await learner.Page.CloseAsync();

        await using var second = await PageServer.StartAsync(first.MyFolder, "--port", $"{first.Address.Port}", "--notebooks", lesson.Folder);
        await learner.ComeAgainAsync(second);
        var page = await learner.TabAsync(SmallLesson.Name);

        await page.WaitForFunctionAsync("() => lesson.cells.get('c1').text.isSaved");
        Assert.Contains("and the page was closed", second.Copy(SmallLesson.Name), StringComparison.Ordinal);
    }

    [PageTheory]
    [InlineData("Keep mine", "var mine = 1;")]
    [InlineData("Take the other", "var theirs = 2;")]
    public async Task Two_tabs_that_change_one_cell_are_asked_which_text_shall_stay(string choice, string expected)
    {
        using var lesson = new SmallLesson("var a = 1;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var other = await learner.TabAsync(SmallLesson.Name);
        // This tab's message is held back, as on a slow line, until the other tab has saved.
        await learner.Page.EvaluateAsync("() => { const { connection } = lesson; connection.send = message => message.type !== 'edit' && Object.getPrototypeOf(connection).send.call(connection, message); }");
        await learner.TypeAsync("c1", "var mine = 1;");
        await other.EvaluateAsync("() => lesson.cells.get('c1').replace('var theirs = 2;')");

        await Assertions.Expect(learner.Cell("c1").Locator(".conflict")).ToBeVisibleAsync();
        await other.WaitForFunctionAsync("() => lesson.cells.get('c1').text.isSaved");
        Assert.Contains("var theirs = 2;", server.Copy(SmallLesson.Name), StringComparison.Ordinal);
        await learner.Page.EvaluateAsync("() => { delete lesson.connection.send; }");
        await learner.Cell("c1").GetByText(choice).ClickAsync();

        await learner.UntilAsync("cell('c1').text.isSaved");
        Assert.Equal(expected, await learner.AskAsync<string>("cell('c1').text.source"));
        await other.WaitForFunctionAsync($"() => lesson.cells.get('c1').text.source === {Learner.Js(expected)}");
        Assert.Contains(expected, server.Copy(SmallLesson.Name), StringComparison.Ordinal);
        Assert.Equal(0, await learner.Cell("c1").Locator(".conflict").CountAsync());
    }

    [PageFact]
    public async Task Other_tab_sees_text_and_outputs_as_they_come()
    {
        using var lesson = new SmallLesson("var a = 1;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var other = await learner.TabAsync(SmallLesson.Name);

        await learner.TypeAsync("c1", "Console.WriteLine(\"for both\");");
        await learner.RunAsync("c1");

        await other.WaitForFunctionAsync("() => lesson.cells.get('c1').text.source.includes('for both') && lesson.cells.get('c1').outputs.dom.innerText.includes('for both')");
    }

    [PageFact]
    public async Task Change_by_another_program_is_shown()
    {
        using var lesson = new SmallLesson("var a = 1;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.TypeAsync("c1", "var saved = 1;");
        await learner.UntilAsync("cell('c1').text.isSaved");

        var path = Path.Combine(server.MyFolder, SmallLesson.Name + ".ipynb");
        var notebook = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        notebook["cells"]![0]!["source"] = "var fromElsewhere = 2;";
        await File.WriteAllTextAsync(path, notebook.ToJsonString());

        await learner.UntilAsync("cell('c1').text.source === 'var fromElsewhere = 2;'");
        await Assertions.Expect(learner.Page.Locator(".notice").First).ToContainTextAsync("changed by another program");
    }

    [PageFact]
    public async Task Reset_gives_the_lessons_own_text_and_keeps_the_other_aside()
    {
        using var lesson = new SmallLesson("var a = 1;", "var b = 2;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.TypeAsync("c1", "var mine = 1;");
        await learner.TypeAsync("c2", "var mineToo = 2;");
        await learner.UntilAsync("cell('c1').text.isSaved && cell('c2').text.isSaved");

        await learner.Cell("c1").HoverAsync();
        await learner.Cell("c1").Locator(".more").ClickAsync();
        await learner.Page.GetByText("Reset this cell").ClickAsync();
        await learner.UntilAsync("cell('c1').text.source === 'var a = 1;' && cell('c2').text.source === 'var mineToo = 2;'");

        await learner.Page.ClickAsync("#more");
        await learner.Page.ClickAsync("[data-do=resetLesson]");
        await learner.Page.ClickAsync("[data-answer=no]");
        Assert.Equal("var mineToo = 2;", await learner.AskAsync<string>("cell('c2').text.source"));
        await learner.Page.ClickAsync("#more");
        await learner.Page.ClickAsync("[data-do=resetLesson]");
        await learner.Page.ClickAsync("[data-answer=yes]");
        await learner.UntilAsync("cell('c2').text.source === 'var b = 2;'");

        Assert.Contains(Directory.GetFiles(server.MyFolder), file => file.Contains(".bak", StringComparison.Ordinal) && File.ReadAllText(file).Contains("mineToo", StringComparison.Ordinal));
    }
}
