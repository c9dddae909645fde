namespace SocketSchool.Page.Tests;

/// <summary>Cells that a learner adds to try something.</summary>
public sealed class OwnCellTests
{
    [PageFact]
    public async Task Cell_is_added_by_key_or_menu_run_found_again_and_removed_and_the_removal_undone()
    {
        using var lesson = new SmallLesson(
            "# Text", "public sealed class Tall { public string ToHtml() => \"<p>tall</p>\"; }\nvar a = 20;", "new Tall()", "a");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var keys = learner.Page.Keyboard;
        await learner.RunAsync("c2");
        await learner.RunAsync("c3");
        await Assertions.Expect(learner.Frame("c3").Locator("p")).ToHaveTextAsync("tall");
        await learner.Page.EvaluateAsync("() => { const frame = document.querySelector('#cell-c3 iframe'); window.loads = 0; frame.addEventListener('load', () => window.loads++); }");

        // By key, below; the caret is in it at once.
        await learner.Cell("c2").FocusAsync();
        await keys.PressAsync("b");
        await learner.UntilAsync("lesson.code.length === 4 && document.activeElement.closest('.cell')?.dataset.cell.startsWith('my-')");
        await keys.InsertTextAsync("a + 22");
        await keys.PressAsync("ControlOrMeta+Enter");
        await learner.UntilAsync("lesson.code[1].ok === true && !lesson.isBusy");
        var mine = await learner.AskAsync<string>("lesson.code[1].id");
        Assert.Equal("42", (await learner.OutputAsync(mine)).Trim());
        Assert.Equal("Cell 2,Cell 3,Cell 4", await learner.AskAsync<string>("lesson.code.slice(1).map(c => c.label).join()"));
        Assert.Equal("More about cell 4", await learner.Cell("c4").Locator("button.more").GetAttributeAsync("aria-label"));
        Assert.Equal(0, await learner.AskAsync<int>("window.loads"));

        // By key, above; by menu; a text may have one behind it too.
        await keys.PressAsync("Escape");
        await keys.PressAsync("a");
        await learner.UntilAsync("lesson.code.length === 5 && lesson.code[1].isMine && document.activeElement.closest('.cell') === lesson.code[1].dom");
        await learner.Cell("c4").Locator("button.more").ClickAsync();
        await learner.Page.GetByText("Add a cell below").ClickAsync();
        await learner.UntilAsync("lesson.code.length === 6 && lesson.code[5].isMine");

        await learner.Page.ReloadAsync();
        await learner.UntilAsync("lesson.isLoaded && lesson.code.length === 6");
        Assert.Equal("a + 22", await learner.AskAsync<string>($"cell('{mine}').text.source"));
        Assert.Contains("a + 22", server.Copy(SmallLesson.Name), StringComparison.Ordinal);

        await learner.Cell(mine).FocusAsync();
        await keys.PressAsync("d");
        await keys.PressAsync("d");
        await learner.UntilAsync("lesson.code.length === 5");
        Assert.DoesNotContain("a + 22", server.Copy(SmallLesson.Name), StringComparison.Ordinal);
        await learner.Page.Locator(".notice").GetByText("Undo").ClickAsync();
        await learner.UntilAsync("lesson.code.length === 6 && lesson.code[2].text.source === 'a + 22'");

        await learner.Cell("c4").FocusAsync();
        await keys.PressAsync("d");
        await keys.PressAsync("d");
        await Assertions.Expect(learner.Page.Locator(".notice").Last).ToContainTextAsync("Only cells that you have added");
        Assert.Equal(6, await learner.AskAsync<int>("lesson.code.length"));
    }

    [PageFact]
    public async Task Library_is_loaded_before_the_first_cell_that_is_run_and_only_then()
    {
        using var lesson = new SmallLesson("# Text", SmallLesson.Library, "var echo = EchoServer.Start();", "echo.Port > 0");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.RunAsync("c3");
        await learner.RunAsync("c4");

        Assert.Equal("true,true,true", await learner.AskAsync<string>("lesson.code.map(c => c.ok).join()"));
        Assert.Equal("1,2,3", await learner.AskAsync<string>("lesson.code.map(c => c.count).join()"));
    }

    [PageFact]
    public async Task Outputs_of_another_day_say_that_what_made_them_is_gone()
    {
        using var lesson = new SmallLesson("var a = 1;\na", "2");
        await using var first = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using (var learner = await Learner.ComeAsync(first))
        {
            await learner.OpenAsync(SmallLesson.Name);
            Assert.Equal(0, await learner.Page.Locator(".notice").CountAsync());
            await learner.RunAsync("c1");
        }

        // The outputs are written by the end of the server.
        await first.StopAsync();
        await using var second = await PageServer.StartAsync(first.MyFolder, "--notebooks", lesson.Folder);
        await using var later = await Learner.ComeAsync(second);
        await later.OpenAsync(SmallLesson.Name);

        await Assertions.Expect(later.Page.Locator(".notice")).ToContainTextAsync("Its variables and servers are gone");
        await later.RunAsync("c2");
        await Assertions.Expect(later.Page.Locator(".notice")).ToHaveCountAsync(0);
    }
}
