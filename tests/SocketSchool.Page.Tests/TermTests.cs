namespace SocketSchool.Page.Tests;

/// <summary>The meaning of a term, shown beside it without leaving the lesson (WCAG 1.4.13).</summary>
public sealed class TermTests
{
    private const string Lesson = "03-echo";

    [PageFact]
    public async Task Pointer_on_a_term_shows_its_meaning_and_may_go_there_and_escape_sends_it_away()
    {
        await using var server = await PageServer.StartAsync(null, "--keep", "0");
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(Lesson, waitsForKernel: false);
        var term = learner.Page.Locator("#cells a.term").First;
        var note = learner.Page.Locator("#term-note");

        await term.HoverAsync();
        await Assertions.Expect(note).ToBeVisibleAsync();
        Assert.Contains(
            (await term.InnerTextAsync()).TrimEnd('s'), await note.InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("term-meaning", await term.GetAttributeAsync("aria-describedby"));

        // Hoverable and persistent: on the meaning itself it stays.
        await note.Locator(".meaning").HoverAsync();
        await learner.Page.WaitForTimeoutAsync(700);
        await Assertions.Expect(note).ToBeVisibleAsync();

        await learner.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(note).ToBeHiddenAsync();
        await term.HoverAsync();
        await Assertions.Expect(note).ToBeVisibleAsync();
        await learner.Page.Mouse.MoveAsync(5, 400);
        await Assertions.Expect(note).ToBeHiddenAsync();

        await term.ClickAsync();
        await learner.AtAsync("glossary", "#term-");
    }

    [PageFact]
    public async Task Keyboard_on_a_term_shows_its_meaning_and_enter_follows_the_link()
    {
        await using var server = await PageServer.StartAsync(null, "--keep", "0");
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(Lesson, waitsForKernel: false);
        var note = learner.Page.Locator("#term-note");
        // A key first: only then is the focus the keyboard's.
        await learner.Page.Keyboard.PressAsync("Shift");
        await learner.Page.EvaluateAsync("() => document.querySelector('#cells a.term').focus()");

        await Assertions.Expect(note).ToBeVisibleAsync();
        await learner.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(note).ToBeHiddenAsync();
        Assert.True(await learner.Page.EvaluateAsync<bool>("() => document.activeElement.matches('a.term')"));

        await learner.Page.Keyboard.PressAsync("Enter");
        await learner.AtAsync("glossary", "#term-");
    }

    [PageFact]
    public async Task Finger_on_a_term_opens_its_meaning_first_and_the_link_in_it_leads_to_the_glossary()
    {
        await using var server = await PageServer.StartAsync(null, "--keep", "0");
        await using var learner = await Learner.ComeAsync(server, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
        await learner.OpenAsync(Lesson, waitsForKernel: false);
        var note = learner.Page.Locator("#term-note");

        await learner.Page.Locator("#cells a.term").First.TapAsync();

        await Assertions.Expect(note).ToBeVisibleAsync();
        Assert.EndsWith($"/lesson/{Lesson}", learner.Page.Url, StringComparison.Ordinal);
        Assert.True(await learner.Page.EvaluateAsync<bool>("() => (r => r.left >= 0 && r.right <= innerWidth)(document.getElementById('term-note').getBoundingClientRect())"));
        await note.Locator("a").Last.TapAsync();
        await learner.AtAsync("glossary", "#term-");
    }
}
