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
        await learner.TypeAsync("c4", "words");
        await learner.Page.Keyboard.TypeAsync(".");
        await Assertions.Expect(learner.Page.Locator($"{List} li")).ToHaveTextAsync(["Not known yet: a cell not run, or a ; missing above?"]);
        await learner.Page.Keyboard.TypeAsync("x");
        await Assertions.Expect(learner.Page.Locator(List)).ToHaveCountAsync(0);
        Assert.Equal("words.x", await learner.AskAsync<string>("cell('c4').text.source"));
        await learner.Page.Locator("#interrupt").ClickAsync();
        await learner.UntilAsync("!lesson.isBusy");
    }

    [PageFact]
    public async Task Keys_do_what_they_always_do_until_a_name_is_chosen()
    {
        using var lesson = new SmallLesson("var text = \"abc\";", "");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        var keys = learner.Page.Keyboard;
        var list = learner.Page.Locator(List);
        Task<string> TextAsync() => learner.AskAsync<string>("cell('c2').text.source");

        // Enter ends the line, whatever the list offers.
        await learner.TypeAsync("c2", "");
        await keys.TypeAsync("text.Leng");
        await Assertions.Expect(list).ToContainTextAsync("Length");
        await keys.PressAsync("Enter");
        await Assertions.Expect(list).ToHaveCountAsync(0);
        Assert.Equal("text.Leng\n", await TextAsync());

        // Once an arrow key has chosen, it takes the name.
        await learner.TypeAsync("c2", "");
        await keys.TypeAsync("text.Tri");
        await Assertions.Expect(learner.Page.Locator($"{List} li").First).ToContainTextAsync("Trim");
        // The editor takes no key for a list that has only just come; a person would not press one either.
        await learner.Page.WaitForFunctionAsync("since => performance.now() - since > 200", await learner.AskAsync<double>("performance.now()"));
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(learner.Page.Locator($"{List} li[aria-selected]")).ToContainTextAsync("TrimEnd");
        await keys.PressAsync("Enter");
        Assert.Equal("text.TrimEnd", await TextAsync());

        // Tab need not wait for the list, and takes the place of the whole word.
        await learner.TypeAsync("c2", "");
        await keys.InsertTextAsync("text.ToUpperI");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("().Length");
        await learner.UntilAsync("cell('c2').text.source === 'text.ToUpperInvariant().Length'");
        await learner.TypeAsync("c2", "text.Inserted");
        for (var i = 0; i < 5; i++) await keys.PressAsync("ArrowLeft");
        await keys.PressAsync("Tab");
        await learner.UntilAsync("cell('c2').text.source === 'text.Insert'");

        // What is no name is indented.
        await learner.TypeAsync("c2", "x");
        await keys.PressAsync("Tab");
        Assert.Equal("x   ", await TextAsync());

        // Who runs the cell has done with the list.
        await learner.TypeAsync("c2", "text.Leng");
        await keys.TypeAsync("th");
        await Assertions.Expect(list).ToContainTextAsync("Length");
        await keys.PressAsync("ControlOrMeta+Enter");
        await learner.DoneAsync("c2");
        await Assertions.Expect(list).ToHaveCountAsync(0);
        Assert.Equal("3", (await learner.OutputAsync("c2")).Trim());
    }

    [PageFact]
    public async Task Library_is_loaded_for_the_names_of_its_types_and_what_the_lesson_uses_stands_first()
    {
        using var lesson = new SmallLesson("# Text", SmallLesson.Library, "Console.WriteLine(1);", "");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.TypeAsync("c4", "");
        await learner.Page.Keyboard.TypeAsync("EchoServer.");
        await Assertions.Expect(learner.Page.Locator(List)).ToContainTextAsync("Start");
        Assert.True(await learner.AskAsync<bool>("cell('c2').ok"));

        await learner.TypeAsync("c4", "");
        await learner.Page.Keyboard.TypeAsync("Console\n    .");
        await Assertions.Expect(learner.Page.Locator($"{List} li").First).ToContainTextAsync("WriteLine");
        await Assertions.Expect(learner.Page.Locator($"{List} .about-name code").First).ToHaveTextAsync("void WriteLine()");
        await Assertions.Expect(learner.Page.Locator($"{List} .forms")).ToContainTextAsync("more");
    }
}
