using System.Text.Json;
using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Tests.Serve;

/// <summary>What a learner types is saved, nothing is overwritten in silence, and nothing is lost.</summary>
public class EditTests
{
    static Task<Page> StartAsync() => Page.StartAsync(folder => folder.Notebook("notebooks/lesson.ipynb", "1", "2", "3"));

    static string Mine(Page page, int cell) => Notebook.Load(page.Folder.File("my/lesson.ipynb")).Cells[cell - 1].Source;

    static JsonElement Cell(JsonElement lesson, string id) => lesson.GetProperty("cells").EnumerateArray().Single(cell => cell.GetProperty("id").ValueEquals(id));

    [Fact]
    public async Task What_is_typed_is_in_the_copy_at_once_and_the_original_stays_as_it_was()
    {
        await using var page = await StartAsync();
        var original = await File.ReadAllBytesAsync(page.Folder.File("notebooks/lesson.ipynb"));
        await using var tab = await page.OpenAsync();
        await tab.WaitAsync("lesson");
        Assert.False(Directory.Exists(page.Folder.File("my")), "opening a lesson makes no copy");

        await tab.SendAsync("edit", new { cell = "cell-2", source = "a é\n\tb\r\n", revision = Revision.Of("2") });
        var saved = await tab.WaitAsync("saved", "cell-2");

        Assert.Equal("a é\n\tb\r\n", Mine(page, 2));
        Assert.Equal(Revision.Of("a é\n\tb\r\n"), saved.GetProperty("revision").GetInt64());
        Assert.Equal(original, await File.ReadAllBytesAsync(page.Folder.File("notebooks/lesson.ipynb")));
        Assert.Equal(await File.ReadAllTextAsync(page.Folder.File("my/lesson.ipynb")), await page.TextAsync("/download/lesson.ipynb"));
        await using var reloaded = await page.OpenAsync();
        var cell = Cell(await reloaded.WaitAsync("lesson"), "cell-2");
        Assert.Equal("a é\n\tb\r\n", cell.GetProperty("source").GetString());
        Assert.False(cell.GetProperty("original").GetBoolean());
    }

    [Fact]
    public async Task One_tab_may_type_on_before_it_hears_that_the_last_was_saved()
    {
        await using var page = await StartAsync();
        await using var tab = await page.OpenAsync();

        foreach (var source in new[] { "a", "ab", "abc" })
            await tab.SendAsync("edit", new { cell = "cell-1", source, revision = Revision.Of("1") });
        for (var i = 0; i < 3; i++)
            await tab.WaitAsync("saved", "cell-1");

        Assert.Equal("abc", Mine(page, 1));
        Assert.DoesNotContain(tab.Messages, message => PageTab.Type(message) == "conflict");
    }

    [Fact]
    public async Task Two_tabs_on_one_cell_do_not_overwrite_each_other()
    {
        await using var page = await StartAsync();
        await using var first = await page.OpenAsync();
        await using var second = await page.OpenAsync();
        await second.WaitAsync("lesson");

        await first.SendAsync("edit", new { cell = "cell-1", source = "first", revision = Revision.Of("1") });
        await first.WaitAsync("saved", "cell-1");
        Assert.Equal("first", (await second.WaitAsync("edited", "cell-1")).GetProperty("source").GetString());
        await second.SendAsync("edit", new { cell = "cell-1", source = "second", revision = Revision.Of("1") });
        var conflict = await second.WaitAsync("conflict", "cell-1");

        Assert.Equal("first", conflict.GetProperty("theirs").GetString());
        Assert.Equal("first", Mine(page, 1));
        await second.SendAsync("edit", new { cell = "cell-1", source = "chosen", revision = conflict.GetProperty("revision").GetInt64() });
        await second.WaitAsync("saved", "cell-1");
        Assert.Equal("chosen", Mine(page, 1));
        await first.SendAsync("run", new { cell = "cell-1", source = "first again", revision = Revision.Of("first") });
        await first.WaitAsync("conflict", "cell-1");
        Assert.DoesNotContain(first.Messages, message => PageTab.Type(message) == "queued");
    }

    [Fact]
    public async Task What_another_program_saves_is_shown_and_not_overwritten()
    {
        await using var page = await StartAsync();
        await using var tab = await page.OpenAsync();
        await tab.SendAsync("edit", new { cell = "cell-1", source = "mine", revision = Revision.Of("1") });
        await tab.WaitAsync("saved", "cell-1");
        var path = page.Folder.File("my/lesson.ipynb");
        var notebook = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        notebook["cells"]![1]!["source"] = "theirs, in cell 2";
        await File.WriteAllTextAsync(path, notebook.ToJsonString());

        await tab.SendAsync("edit", new { cell = "cell-2", source = "mine, in cell 2", revision = Revision.Of("2") });
        var lesson = await tab.WaitAsync(message => PageTab.Type(message) == "lesson" && message.TryGetProperty("notice", out _), "lesson with a notice");
        Assert.Equal("theirs, in cell 2", (await tab.WaitAsync("conflict", "cell-2")).GetProperty("theirs").GetString());
        await tab.SendAsync("edit", new { cell = "cell-1", source = "mine again", revision = Revision.Of("mine") });
        await tab.WaitAsync("saved", "cell-1");

        Assert.Equal("theirs, in cell 2", Cell(lesson, "cell-2").GetProperty("source").GetString());
        Assert.Equal(("mine again", "theirs, in cell 2"), (Mine(page, 1), Mine(page, 2)));
    }

    [Fact]
    public async Task What_another_program_saves_is_noticed_without_an_edit()
    {
        await using var page = await StartAsync();
        await using var tab = await page.OpenAsync();
        await tab.SendAsync("edit", new { cell = "cell-1", source = "mine" });
        await tab.WaitAsync("saved", "cell-1");
        var path = page.Folder.File("my/lesson.ipynb");

        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("mine", "theirs", StringComparison.Ordinal));

        var lesson = await tab.WaitAsync(message => PageTab.Type(message) == "lesson" && message.TryGetProperty("notice", out _), "lesson with a notice");
        Assert.Equal("theirs", Cell(lesson, "cell-1").GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_copy_that_cannot_be_written_is_told_in_one_line_and_written_as_soon_as_it_can_be()
    {
        await using var page = await StartAsync();
        await using var tab = await page.OpenAsync();
        page.Folder.Write("my", "a file where the folder should be");

        await tab.SendAsync("edit", new { cell = "cell-1", source = "typed on", revision = Revision.Of("1") });
        var problem = (await tab.WaitAsync("saved", "cell-1")).GetProperty("problem").GetString()!;
        await using var other = await page.OpenAsync();
        var lesson = await other.WaitAsync("lesson");
        File.Delete(page.Folder.File("my"));
        var saved = await tab.WaitAsync("saved", "cell-1");
        await tab.SendAsync("edit", new { cell = "cell-2", source = "and on", revision = Revision.Of("2") });
        await tab.WaitAsync("saved", "cell-2");

        Assert.StartsWith("Not saved: ", problem, StringComparison.Ordinal);
        Assert.False(saved.TryGetProperty("problem", out _));
        Assert.DoesNotContain('\n', problem);
        Assert.Equal("typed on", Cell(lesson, "cell-1").GetProperty("source").GetString());
        Assert.Equal(("typed on", "and on"), (Mine(page, 1), Mine(page, 2)));
    }

    [Fact]
    public async Task Resetting_a_cell_or_the_lesson_gives_the_lessons_text_and_keeps_the_learners_aside()
    {
        await using var page = await StartAsync();
        await using var tab = await page.OpenAsync();
        foreach (var cell in new[] { "cell-1", "cell-2" })
        {
            await tab.SendAsync("edit", new { cell, source = "mine" });
            await tab.WaitAsync("saved", cell);
        }

        await tab.SendAsync("resetCell", new { cell = "cell-1" });
        var lesson = await tab.WaitAsync(message => PageTab.Type(message) == "lesson" && message.TryGetProperty("notice", out _), "lesson with a notice");
        var notice = (await tab.WaitAsync("notice")).GetProperty("message").GetString()!;
        Assert.Equal(("1", "mine"), (Mine(page, 1), Mine(page, 2)));
        Assert.True(Cell(lesson, "cell-1").GetProperty("original").GetBoolean());
        await tab.SendAsync("resetLesson");
        await tab.WaitAsync("notice");

        Assert.Equal(("1", "2"), (Mine(page, 1), Mine(page, 2)));
        var kept = Directory.GetFiles(page.Folder.File("my"), "*.bak-*.ipynb");
        Assert.Equal(2, kept.Length);
        Assert.Contains(kept, path => notice.Contains(Path.GetFileName(path), StringComparison.Ordinal));
        Assert.All(kept, path => Assert.Equal("mine", Notebook.Load(path).Cells[1].Source));
    }

    [Fact]
    public async Task Cells_of_the_learners_own_stand_where_they_were_put_are_run_and_kept_and_can_be_removed()
    {
        // Stopped below; its folder goes on.
        var page = await StartAsync();
        await using var tab = await page.OpenAsync();
        await using var other = await page.OpenAsync();
        await other.WaitAsync("lesson");
        other.Forget();

        await tab.SendAsync("addCell", new { after = "cell-2", source = "2.5" });
        var added = (await tab.WaitAsync("added")).GetProperty("cell").GetString()!;
        await tab.SendAsync("addCell", new { after = (string?)null });
        await tab.WaitAsync(message => PageTab.Type(message) == "added" && !message.GetProperty("cell").ValueEquals(added), "a second added");

        Assert.Equal(["", "1", "2", "2.5", "3"], Notebook.Load(page.Folder.File("my/lesson.ipynb")).Cells.Select(cell => cell.Source));
        var seen = (await other.WaitAsync("lesson")).GetProperty("cells")[2];
        Assert.True(seen.GetProperty("mine").GetBoolean());
        Assert.Equal(added, seen.GetProperty("id").GetString());
        await tab.SendAsync("edit", new { cell = added, source = "2.75", revision = Revision.Of("2.5") });
        await tab.WaitAsync("saved", added);
        await tab.SendAsync("removeCell", new { cell = "cell-2" });
        Assert.StartsWith("This cell is the lesson's.", (await tab.WaitAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);

        // They outlive the server, the lesson's own cells are as they were, and a removed one is gone from the file.
        var folder = await page.StopAsync();
        await using var again = await Page.StartAsync(_ => { }, folder: folder);
        await using var later = await again.OpenAsync();
        Assert.Equal("2.75", Cell(await later.WaitAsync("lesson"), added).GetProperty("source").GetString());
        later.Forget();
        await later.SendAsync("removeCell", new { cell = added });
        await later.WaitAsync("lesson");
        Assert.Equal(["", "1", "2", "3"], Notebook.Load(folder.File("my/lesson.ipynb")).Cells.Select(cell => cell.Source));
    }

    [Fact]
    public async Task A_broken_copy_is_kept_aside_and_the_lesson_opens()
    {
        await using var page = await StartAsync();
        page.Folder.Write("my/lesson.ipynb", "{ broken");

        await using var tab = await page.OpenAsync();
        var lesson = await tab.WaitAsync("lesson");

        Assert.Equal("1", Cell(lesson, "cell-1").GetProperty("source").GetString());
        var kept = Assert.Single(Directory.GetFiles(page.Folder.File("my"), "*.broken-*.ipynb"));
        Assert.Contains(Path.GetFileName(kept), lesson.GetProperty("notice").GetString(), StringComparison.Ordinal);
        Assert.Equal("{ broken", await File.ReadAllTextAsync(kept));
    }
}
