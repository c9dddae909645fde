namespace SocketSchool.Page.Tests;

/// <summary>The list of names in the editor.</summary>
public sealed class NameTests
{
    private const string List = ".cm-tooltip-autocomplete";

    [PageFact]
    public async Task Behind_a_dot_the_names_come_by_themselves_with_what_they_do_and_Tab_takes_one()
    {
        using var lesson = new SmallLesson("# Text", SmallLesson.Library, "var echo = EchoServer.Start();", "");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c3");
        var keys = learner.Page.Keyboard;

        await learner.TypeAsync("c4", "echo");
        await keys.TypeAsync(".");
        await Assertions.Expect(learner.Page.Locator(List)).ToContainTextAsync("StopAsync");
        await keys.TypeAsync("Port");
        await Assertions.Expect(learner.Page.Locator($"{List} li")).ToHaveTextAsync(["Portint"]);
        await Assertions.Expect(learner.Page.Locator($"{List} .about-name code")).ToHaveTextAsync("int Port");
        await Assertions.Expect(learner.Page.Locator($"{List} .about-name p")).ToContainTextAsync("port");
        await keys.PressAsync("Backspace");
        await keys.PressAsync("Backspace");
        await Assertions.Expect(learner.Page.Locator($"{List} li[aria-selected]")).ToHaveTextAsync("Portint");
        await keys.PressAsync("Tab");
        await Assertions.Expect(learner.Page.Locator(List)).ToHaveCountAsync(0);
        await keys.TypeAsync(" > 0");

        Assert.Equal("echo.Port > 0", await learner.AskAsync<string>("cell('c4').text.source"));
        await keys.PressAsync("ControlOrMeta+Enter");
        await learner.DoneAsync("c4");
        Assert.Equal("True", (await learner.OutputAsync("c4")).Trim());
    }

    [PageFact]
    public async Task Words_do_not_come_by_themselves_and_neither_do_names_in_comments_texts_and_numbers()
    {
        using var lesson = new SmallLesson("var wording = 1;", "");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.TypeAsync("c2", "");
        await learner.Page.EvaluateAsync("() => { window.asked = []; const send = lesson.connection.send.bind(lesson.connection); lesson.connection.send = message => { if (message.type === 'names') asked.push(message.source.slice(0, message.at)); return send(message); }; }");

        // The editor waits for the fingers to rest; these rest after each key.
        await learner.Page.Keyboard.TypeAsync("wor; 1.5; 0..2; // wording.", new() { Delay = 150 });
        await learner.UntilAsync("asked.length > 0");
        await Assertions.Expect(learner.Page.Locator(List)).ToHaveCountAsync(0);
        await learner.Page.Keyboard.PressAsync("Enter");
        await learner.Page.Keyboard.TypeAsync("wording.");

        await Assertions.Expect(learner.Page.Locator(List)).ToContainTextAsync("CompareTo");
        Assert.Equal(["wor; 1.5; 0..2; // wording.", "wor; 1.5; 0..2; // wording.\nwording."], await learner.AskAsync<string[]>("asked"));
    }

    [PageFact]
    public async Task Asked_for_names_of_this_kernel_stand_before_words_of_cells_that_were_not_run_also_while_a_cell_runs()
    {
        using var lesson = new SmallLesson("var wording = 1;", "var words = 2;", "while (true) { }", "");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.Cell("c3").Locator("button.run").ClickAsync();
        await learner.UntilAsync("lesson.kernel === 'busy'");

        await learner.TypeAsync("c4", "wor");
        await learner.Page.Keyboard.PressAsync("Control+Space");

        await Assertions.Expect(learner.Page.Locator($"{List} li")).ToHaveTextAsync(["wordingint", "words"]);
        await learner.Page.Keyboard.PressAsync("Escape");
        Assert.True(await learner.AskAsync<bool>("document.activeElement.closest('.cm-content') !== null"));
        await learner.TypeAsync("c4", "words.");
        await learner.Page.Keyboard.PressAsync("Control+Space");
        await Assertions.Expect(learner.Page.Locator($"{List} li")).ToHaveTextAsync(["Not known yet. Was the cell run that makes it?"]);
        await learner.Page.Locator($"{List} li").ClickAsync();
        Assert.Equal("words.", await learner.AskAsync<string>("cell('c4').text.source"));
        await learner.Page.Locator("#interrupt").ClickAsync();
        await learner.UntilAsync("!lesson.isBusy");
    }
}
