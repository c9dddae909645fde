using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace SocketSchool.Page.Tests;

/// <summary>axe-core over the pages: light, dark, on a phone, in forced colours; with outputs, figures, errors, menus and the panel.</summary>
public sealed class AccessibilityTests
{
    public static TheoryData<string> Looks => ["light", "dark", "phone", "forced colours"];

    [PageTheory]
    [MemberData(nameof(Looks))]
    public async Task Axe_finds_no_serious_violation(string look)
    {
        using var lesson = new SmallLesson(
            "# All there is\n\n**Goal.** See everything.\n\n| a | b |\n|---|---|\n| 1 | `code` |\n\n> A quotation with a [link](01-small.ipynb).",
            SmallLesson.Library,
            "var echo = EchoServer.Start();\necho",
            "Figure.Lines(\"Squares\", \"n\", \"n times n\").Add(\"mine\", [1, 2, 3], [1, 4, 9])",
            "@predict\nvar prediction = '?';   // 'a', 'b' or 'c'",
            "@exercise:squares\nint Square(int n) => n * n;     // a line that is so long that it has to be scrolled sideways on every screen there is, be it ever so wide, and then some",
            "int wrong = \"\";\nnothing();",
            "Console.Error.WriteLine(\"error\");\nthrow new System.Exception(\"failed\");");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server, Options(look));
        await Assertions.Expect(learner.Page.Locator(".lessons li").First).ToBeVisibleAsync();
        await CheckAsync(learner.Page, $"contents, {look}");

        await learner.OpenAsync(SmallLesson.Name);
        await CheckAsync(learner.Page, $"lesson, {look}");
        foreach (var cell in new[] { "c2", "c3", "c4", "c5", "c6", "c7", "c8" }) await learner.RunAsync(cell);
        if (Repository.HasPackages) await Assertions.Expect(learner.Page.Locator(".main-svg").First).ToBeVisibleAsync();
        await learner.Page.ClickAsync("#show-panel");
        await Assertions.Expect(learner.Page.Locator(".panel .server").First).ToBeVisibleAsync();
        await CheckAsync(learner.Page, $"outputs and panel, {look}");
        await learner.Page.Locator(".panel header button").Last.ClickAsync();

        await learner.Page.ClickAsync("#more");
        await CheckAsync(learner.Page, $"menu, {look}");
        await learner.Page.ClickAsync("[data-do=keys]");
        await CheckAsync(learner.Page, $"keys, {look}");
    }

    [PageFact]
    public async Task Axe_finds_no_serious_violation_in_a_real_lesson()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await CheckAsync(learner.Page, "contents");
        await learner.OpenAsync("03-echo");
        await CheckAsync(learner.Page, "lesson 03");
        await learner.Page.Locator("#cells a.term").First.HoverAsync();
        await Assertions.Expect(learner.Page.Locator("#term-note")).ToBeVisibleAsync();
        await CheckAsync(learner.Page, "lesson 03, the meaning of a term");
    }

    private static BrowserNewContextOptions Options(string look) => look switch
    {
        "dark" => new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1280, Height = 900 } },
        "phone" => new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true },
        "forced colours" => new() { ForcedColors = ForcedColors.Active, ViewportSize = new() { Width = 1280, Height = 900 } },
        _ => new() { ColorScheme = ColorScheme.Light, ViewportSize = new() { Width = 1280, Height = 900 } },
    };

    private static async Task CheckAsync(IPage page, string where)
    {
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        var serious = result.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{where}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(4).Select(node => $"{node.Html} {string.Join(' ', node.Any.Select(any => any.Message))}"))}");
        var found = string.Join("\n", serious);
        Assert.True(found.Length == 0, found);
    }
}
