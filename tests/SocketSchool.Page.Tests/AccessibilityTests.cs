using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace SocketSchool.Page.Tests;

/// <summary>axe-core over the pages: light, dark, on a phone; with outputs, figures and the panel.</summary>
public sealed class AccessibilityTests
{
    public static TheoryData<string> Looks => ["light", "dark", "phone", "forced colours"];

    [PageTheory]
    [MemberData(nameof(Looks))]
    public async Task Axe_finds_no_serious_violation(string look)
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server, Options(look));
        await Assertions.Expect(learner.Page.Locator(".lessons li").First).ToBeVisibleAsync();
        await CheckAsync(learner.Page, $"contents, {look}");

        await learner.OpenAsync("03-echo");
        await CheckAsync(learner.Page, $"lesson, {look}");
        await learner.RunAsync("setup");
        await learner.RunAsync("echo-start");
        await learner.RunAsync("echo-log");
        await learner.RunAsync("fast-run");
        await learner.TypeAsync("verdict", "int wrong = \"\";\nnothing();");
        await learner.RunAsync("verdict");
        if (Repository.HasPackages) await Assertions.Expect(learner.Page.Locator(".main-svg").First).ToBeVisibleAsync();
        await CheckAsync(learner.Page, $"lesson with outputs, {look}");

        await learner.Page.ClickAsync("#show-panel");
        await Assertions.Expect(learner.Page.Locator(".panel .server").First).ToBeVisibleAsync();
        await CheckAsync(learner.Page, $"panel, {look}");
        await learner.Page.Locator(".panel header button").Last.ClickAsync();

        await learner.Page.ClickAsync("#more");
        await CheckAsync(learner.Page, $"menu, {look}");
        await learner.Page.ClickAsync("[data-do=keys]");
        await CheckAsync(learner.Page, $"keys, {look}");
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
            .Select(violation => $"{where}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(4).Select(node => node.Html + " " + string.Join(' ', node.Any.Select(any => any.Message))))}");
        Assert.Empty(serious);
    }
}
