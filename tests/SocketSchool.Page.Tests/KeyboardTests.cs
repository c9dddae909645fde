namespace SocketSchool.Page.Tests;

/// <summary>A lesson without a mouse.</summary>
public sealed class KeyboardTests
{
    [PageFact]
    public async Task Whole_lesson_is_run_with_Shift_Enter_alone()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        var keys = learner.Page.Keyboard;
        // From the contents to the lesson: the way on is the first thing after the bar.
        await Assertions.Expect(learner.Page.Locator("#go-on a")).ToBeVisibleAsync();
        for (var tries = 0; tries < 10 && !await learner.Page.EvaluateAsync<bool>("document.activeElement.matches('#go-on a')"); tries++) await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await learner.UntilAsync("lesson.isLoaded && lesson.kernel === 'idle'");

        await keys.PressAsync("j");
        var steps = await learner.AskAsync<int>("lesson.cells.size");
        for (var step = 0; step < steps; step++)
        {
            await keys.PressAsync("Shift+Enter");
            await learner.UntilAsync("!lesson.isBusy");
        }

        Assert.Equal("", await learner.AskAsync<string>("lesson.code.filter(c => c.ok !== true).map(c => c.label).join()"));
        Assert.True(await learner.AskAsync<bool>("lesson.current === [...lesson.cells.values()].at(-1)"));
        await learner.UntilAsync(IsOnScreen);
    }

    [PageFact]
    public async Task What_a_cell_shows_does_not_push_the_next_one_off_the_screen_until_the_learner_moves()
    {
        var go = Path.Combine(Path.GetTempPath(), $"socketschool-go-{Guid.NewGuid():N}");
        var slow = $$"""
            while (!System.IO.File.Exists(@"{{go}}")) await Task.Delay(10);
            for (var i = 0; i < 9; i++) Console.WriteLine(i);
            """;
        using var lesson = new SmallLesson([.. Enumerable.Range(1, 3).Select(i => $"{i}"), slow, .. Enumerable.Range(5, 20).Select(i => $"{i}")]);
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server, new() { ViewportSize = new() { Width = 1280, Height = 450 } });
        await learner.OpenAsync(SmallLesson.Name);
        var keys = learner.Page.Keyboard;
        for (var moves = 0; moves < 2; moves++)
        {
            File.Delete(go);
            await learner.Cell("c3").FocusAsync();
            await keys.PressAsync("j");
            await keys.PressAsync("Shift+Enter");
            Assert.Equal("cell-c5", await Focused(learner));
            await learner.UntilAsync(IsOnScreen);
            await learner.UntilAsync("cell('c4').state === 'running'");
            if (moves == 1)
            {
                await learner.Page.Mouse.MoveAsync(640, 200);
                await learner.Page.Mouse.WheelAsync(0, -2000);
                await learner.UntilAsync("scrollY === 0");
            }

            await File.WriteAllTextAsync(go, "");
            await learner.DoneAsync("c4");
            Assert.Equal(moves == 0, await learner.AskAsync<bool>("scrollY > 0"));
            if (moves == 1) continue;
            await learner.UntilAsync(IsOnScreen);
            Assert.True(await learner.AskAsync<bool>("cell('c4').outputs.dom.getBoundingClientRect().top > 0"), "the beginning of what the cell shows was scrolled away");
        }

        File.Delete(go);
    }

    [PageFact]
    public async Task Code_is_entered_indented_and_left_by_keys()
    {
        using var lesson = new SmallLesson("# Text", "var a = 1;", "var b = 2;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var keys = learner.Page.Keyboard;

        // The Tab key goes from part to part and is not caught by an editor.
        await learner.Page.Locator("#main").FocusAsync();
        await keys.PressAsync("Tab");
        Assert.Equal("cell-c2", await Focused(learner));
        await keys.PressAsync("Enter");
        await learner.UntilAsync("document.activeElement.closest('.cm-editor, textarea') !== null");
        await keys.PressAsync("Control+Home");
        await keys.PressAsync("Tab");
        Assert.Equal("    var a = 1;", await learner.AskAsync<string>("cell('c2').text.source"));
        await keys.PressAsync("Escape");
        Assert.Equal("cell-c2", await Focused(learner));
        await keys.PressAsync("Tab");
        Assert.Equal("More about cell 1", await learner.AskAsync<string>("document.activeElement.getAttribute('aria-label')"));
        await keys.PressAsync("Tab");
        Assert.Equal("Run cell 1", await learner.AskAsync<string>("document.activeElement.getAttribute('aria-label')"));
        await keys.PressAsync("Tab");
        Assert.Equal("cell-c3", await Focused(learner));
        await keys.PressAsync("k");
        await keys.PressAsync("ArrowUp");
        Assert.Equal("cell-c1", await Focused(learner));
    }

    [PageFact]
    public async Task Command_keys_interrupt_restart_and_show_the_list()
    {
        using var lesson = new SmallLesson("while (true) { }", "var b = 2;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var keys = learner.Page.Keyboard;
        await learner.Cell("c1").FocusAsync();

        await keys.PressAsync("ControlOrMeta+Enter");
        await learner.UntilAsync("cell('c1').state === 'running'");
        await keys.PressAsync("i");
        await keys.PressAsync("i");
        await learner.UntilAsync("!lesson.isBusy && lesson.kernel === 'idle'");
        Assert.Equal("false", await learner.AskAsync<string>("String(cell('c1').ok)"));

        var before = await learner.AskAsync<int>("lesson.generation");
        await keys.PressAsync("0");
        await keys.PressAsync("0");
        await learner.UntilAsync($"lesson.generation !== {before} && lesson.kernel === 'idle'");

        await keys.PressAsync("?");
        Assert.True(await learner.Page.Locator("#keys-dialog").IsVisibleAsync());
        await keys.PressAsync("Escape");
        Assert.False(await learner.Page.Locator("#keys-dialog").IsVisibleAsync());
        Assert.Equal("cell-c1", await Focused(learner));
    }

    [PageFact]
    public async Task Button_that_was_clicked_last_does_not_keep_the_keys_of_the_cells()
    {
        using var lesson = new SmallLesson("var a = 1;", "var b = 2;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var keys = learner.Page.Keyboard;

        await learner.Page.ClickAsync("#theme");
        await keys.PressAsync("j");
        Assert.Equal("cell-c1", await Focused(learner));
        await learner.Page.ClickAsync("#theme");
        var colours = await learner.Page.EvaluateAsync<string>("document.documentElement.dataset.shade ?? ''");
        await keys.PressAsync("Shift+Enter");
        await learner.DoneAsync("c1");
        Assert.Equal("cell-c2", await Focused(learner));
        Assert.Equal(colours, await learner.Page.EvaluateAsync<string>("document.documentElement.dataset.shade ?? ''"));

        await keys.PressAsync("s");
        await learner.UntilAsync("lesson.panel.isOpen");
        await keys.PressAsync("s");
        await learner.UntilAsync("!lesson.panel.isOpen");
        Assert.Equal("cell-c2", await Focused(learner));
    }

    [PageFact]
    public async Task What_happens_is_said_to_screen_readers()
    {
        using var lesson = new SmallLesson("var a = 1;", "int b = \"\";");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.Page.EvaluateAsync("""
            () => {
              window.said = [];
              new MutationObserver(() => window.said.push(document.getElementById('announcer').textContent)).observe(document.getElementById('announcer'), { childList: true });
            }
            """);

        await learner.RunAsync("c1");
        await learner.RunAsync("c2");

        await learner.UntilAsync("window.said.some(line => /^Cell 1 finished in [\\d.]+ m?s\\.$/.test(line))");
        await learner.UntilAsync("window.said.includes(\"Cell 2 does not compile. Line 1: Cannot implicitly convert type 'string' to 'int'\")");
        Assert.Equal("Cell 2, failed", await learner.AskAsync<string>("cell('c2').dom.getAttribute('aria-label')"));
    }

    private const string IsOnScreen = "(r => r.bottom > 0 && r.top < innerHeight)(document.activeElement.getBoundingClientRect())";

    private static Task<string> Focused(Learner learner) => learner.AskAsync<string>("document.activeElement.id");
}
