using Xunit.Abstractions;

namespace SocketSchool.Page.Tests;

/// <summary>Every lesson, as it is, from its first cell to its last, with nothing but this machine to ask.</summary>
public sealed class LessonRunTests(ITestOutputHelper output)
{
    public static TheoryData<string> Lessons => [.. Repository.Lessons];

    [PageTheory]
    [MemberData(nameof(Lessons))]
    public async Task Lesson_runs_to_its_end_without_a_failed_cell(string name)
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(name);

        await learner.Page.ClickAsync("#run-all");
        await learner.UntilAsync("lesson.isBusy");
        await learner.UntilAsync("!lesson.isBusy", milliseconds: 240_000);

        Assert.Equal("", await learner.AskAsync<string>("lesson.code.filter(c => c.ok !== true).map(c => `${c.label}: ${c.outputs.dom.innerText}`).join('\\n')"));
        output.WriteLine(await learner.AskAsync<string>(
            "`${lesson.code.length} cells, ${Math.round(lesson.code.reduce((sum, c) => sum + c.ms, 0))} ms, ${document.querySelectorAll('.outputs > *').length} outputs`"));

        await LookAtAllOfItAsync(learner);
        // What a cell gives as a figure is drawn as one, and what it gives as HTML stands in a frame.
        var (figures, drawn) = (await CountAsync(learner, ".figure"), await CountAsync(learner, ".figure .main-svg"));
        Assert.True(drawn >= figures, $"{figures} figures, {drawn} drawn");
        if (Repository.HasPackages && name is "03-echo" or "11-latency-and-buffer-size") Assert.NotEqual(0, figures);
        Assert.Equal(0, await learner.AskAsync<int>("[...document.querySelectorAll('.outputs iframe')].filter(f => f.offsetHeight < 10).length"));
        if (Repository.HasPackages) Assert.Equal(await learner.AskAsync<int>("lesson.code.length"), await CountAsync(learner, ".cm-editor"));
    }

    private static Task<int> CountAsync(Learner learner, string selector) => learner.Page.Locator(selector).CountAsync();

    // Editors, frames and figures are made when they come near.
    private static async Task LookAtAllOfItAsync(Learner learner)
    {
        var cells = await learner.AskAsync<string[]>("lesson.code.map(c => c.id)");
        foreach (var cell in cells)
        {
            await learner.UntilAsync($"(cell('{cell}').dom.scrollIntoView({{ behavior: 'instant' }}), true)");
            await learner.UntilAsync($"cell('{cell}').isOpen && [...cell('{cell}').dom.querySelectorAll('.plot')].every(p => p.querySelector('.main-svg'))");
        }
    }
}
