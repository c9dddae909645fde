using System.Diagnostics;

namespace SocketSchool.Page.Tests;

/// <summary>Cells: edited, run, broken, interrupted.</summary>
public sealed class RunTests
{
    [PageFact]
    public async Task Edited_cell_runs_its_new_text_and_the_copy_has_it()
    {
        using var lesson = new SmallLesson("# A small lesson", "Console.WriteLine(\"as it was\");", "Console.WriteLine(1 + 1);");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.TypeAsync("c2", "Console.WriteLine(\"as I want it\");");
        await learner.Page.Keyboard.PressAsync("ControlOrMeta+Enter");
        await learner.DoneAsync("c2");

        Assert.Equal("as I want it", (await learner.OutputAsync("c2")).Trim());
        Assert.Contains("as I want it", server.Copy(SmallLesson.Name), StringComparison.Ordinal);
        Assert.DoesNotContain("as I want it", await File.ReadAllTextAsync(Path.Combine(lesson.Folder, SmallLesson.Name + ".ipynb")), StringComparison.Ordinal);
    }

    [PageFact]
    public async Task Output_is_shown_while_the_cell_still_runs()
    {
        using var lesson = new SmallLesson(
            "var go = new System.Threading.SemaphoreSlim(0);", "Console.WriteLine(\"first\");\nSystem.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.Cell("c2").Locator("button.run").ClickAsync();
        await learner.UntilAsync("cell('c2').outputs.dom.innerText.includes('first')");

        Assert.Equal("running", await learner.AskAsync<string>("cell('c2').state"));
        Assert.Equal("running cell 2", await learner.Page.Locator("#kernel").InnerTextAsync());
    }

    [PageFact]
    public async Task Compile_error_is_marked_at_its_line_and_column_and_a_click_leads_there()
    {
        using var lesson = new SmallLesson("var one = 1;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.TypeAsync("c1", "var fine = 1;\nint wrong = \"text\";\nvar end = 2;");
        await learner.RunAsync("c1");

        var problem = learner.Cell("c1").Locator(".problems li");
        Assert.Equal("Line 2, column 13: Cannot implicitly convert type 'string' to 'int' CS0029", (await problem.InnerTextAsync()).Trim());
        Assert.Equal("\"text\"", await learner.Cell("c1").Locator(".cm-lintRange-error").InnerTextAsync());
        Assert.Equal("int wrong = \"text\";", await learner.AskAsync<string>("document.querySelector('.cm-lintRange-error').closest('.cm-line').textContent"));
        await problem.Locator("button").ClickAsync();
        await learner.Page.Keyboard.InsertTextAsync("|");
        Assert.Equal("int wrong = |\"text\";", await learner.AskAsync<string>("cell('c1').text.source.split('\\n')[1]"));
    }

    [PageFact]
    public async Task Line_at_which_a_run_failed_is_marked_until_it_is_changed()
    {
        using var lesson = new SmallLesson("var zero = 0;\nConsole.WriteLine(\"before\");\nvar never = 1 / zero;\nConsole.WriteLine(\"after\");");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.RunAsync("c1");

        Assert.Equal("var never = 1 / zero;", await learner.Cell("c1").Locator(".cm-failedLine").InnerTextAsync());
        var output = await learner.OutputAsync("c1");
        Assert.Contains("before", output, StringComparison.Ordinal);
        Assert.Contains("DivideByZeroException", output, StringComparison.Ordinal);
        Assert.DoesNotContain("after", output, StringComparison.Ordinal);
        await learner.Cell("c1").Locator(".cm-failedLine").ClickAsync();
        await learner.Page.Keyboard.TypeAsync(" ");
        Assert.Equal(0, await learner.Cell("c1").Locator(".cm-failedLine").CountAsync());
    }

    [PageTheory]
    [InlineData("while (true) { }")]
    [InlineData("var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);\nlistener.Start();\nlistener.AcceptSocket();")]
    public async Task Blocked_cell_is_interrupted_within_two_seconds_and_the_lesson_goes_on(string code)
    {
        using var lesson = new SmallLesson(code, "Console.WriteLine(\"goes on\");");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.Cell("c1").Locator("button.run").ClickAsync();
        await learner.UntilAsync("cell('c1').state === 'running'");

        // The time as the page sees it: from the click to the message that the cell has ended.
        var took = await learner.Page.EvaluateAsync<double>("""
            () => new Promise(done => {
              const from = performance.now();
              lesson.connection.addEventListener('message', ({ data }) => { if (data.type === 'done') done(performance.now() - from); });
              document.getElementById('interrupt').click();
            })
            """);

        Assert.InRange(took, 0, 2000);
        Assert.Contains("nterrupted", await learner.OutputAsync("c1"), StringComparison.Ordinal);
        await learner.RunAsync("c2");
        Assert.Equal("goes on", (await learner.OutputAsync("c2")).Trim());
    }

    [PageFact]
    public async Task Restart_takes_the_variables_and_says_which_cells_to_run_again()
    {
        using var lesson = new SmallLesson("var kept = 42;", "Console.WriteLine(kept);");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.RunAsync("c2");
        Assert.Equal("42", (await learner.OutputAsync("c2")).Trim());

        await learner.Page.ClickAsync("#more");
        await learner.Page.ClickAsync("[data-do=restart]");
        await learner.UntilAsync("cell('c1').dom.classList.contains('stale') && lesson.kernel === 'idle'");
        await Assertions.Expect(learner.Page.Locator(".notice")).ToContainTextAsync("The kernel was restarted.");
        await learner.RunAsync("c2");
        Assert.Contains("CS0103", await learner.Cell("c2").InnerTextAsync(), StringComparison.Ordinal);

        await learner.Cell("c2").GetByText("Run all above, then this").ClickAsync();
        await learner.UntilAsync("cell('c2').ok === true && !lesson.isBusy");
        Assert.Equal("42", (await learner.OutputAsync("c2")).Trim());
        Assert.Equal(0, await learner.Page.Locator(".problems").CountAsync());
    }

    [PageFact]
    public async Task Failed_cell_of_a_whole_run_is_named_and_the_cells_after_it_are_not_run()
    {
        using var lesson = new SmallLesson("var a = 1;", "throw new System.Exception(\"on purpose\");", "var b = 2;", "var c = 3;");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.Page.ClickAsync("#run-all");
        await learner.UntilAsync("cell('c2').ok === false && !lesson.isBusy");

        Assert.Equal("Cell 2 failed, so the 2 cells that waited were not run.", await learner.Page.Locator(".notice p").InnerTextAsync());
        Assert.Equal("true,null,null", await learner.AskAsync<string>("['c1', 'c3', 'c4'].map(id => String(cell(id).ok)).join()"));
    }

    [PageFact]
    public async Task Cell_that_runs_again_keeps_its_frame_so_that_nothing_flickers()
    {
        using var lesson = new SmallLesson(
            "public sealed class Tall { public string ToHtml() => \"<p style='height:300px'>\" + System.Diagnostics.Stopwatch.GetTimestamp() + \"</p>\"; }", "new Tall()");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.RunAsync("c2");
        await learner.UntilAsync("cell('c2').dom.querySelector('iframe').offsetHeight >= 300");
        var first = await learner.Frame("c2").Locator("p").InnerTextAsync();
        await learner.Page.EvaluateAsync("""
            () => {
              const frame = document.querySelector('#cell-c2 iframe');
              window.same = frame;
              window.least = Infinity;
              const watch = () => { window.least = Math.min(window.least, frame.offsetHeight); requestAnimationFrame(watch); };
              watch();
            }
            """);

        await learner.RunAsync("c2");

        await Assertions.Expect(learner.Frame("c2").Locator("p")).Not.ToHaveTextAsync(first);
        Assert.True(await learner.AskAsync<bool>("document.querySelector('#cell-c2 iframe') === window.same"));
        Assert.True(await learner.AskAsync<int>("window.least") >= 300);
    }

    [PageFact]
    public async Task Hundred_outputs_are_shown_and_only_those_near_the_screen_are_loaded()
    {
        using var lesson = new SmallLesson(
            "public sealed class Row(int number) { public string ToHtml() => $\"<p style='height:60px'>row {number}</p>\"; }\nfor (var i = 1; i <= 100; i++) new Row(i).Display();");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.RunAsync("c1");

        await Assertions.Expect(learner.Frame("c1").Locator("p")).ToHaveTextAsync("row 1");
        Assert.Equal(100, await learner.Page.Locator("iframe").CountAsync());
        Assert.InRange(learner.Page.Frames.Count(frame => frame.Url.Contains("output.html", StringComparison.Ordinal)), 1, 90);
        var watch = Stopwatch.StartNew();
        await learner.Cell("c1").Locator("iframe").Nth(99).ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(learner.Frame("c1", 99).Locator("p")).ToHaveTextAsync("row 100");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }
}
