namespace SocketSchool.Page.Tests;

/// <summary>The contents.</summary>
public sealed class ContentsTests
{
    [PageFact]
    public async Task Contents_list_every_lesson_and_show_where_to_begin_and_to_go_on()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await Assertions.Expect(learner.Page.Locator(".lessons li")).ToHaveCountAsync(Repository.Lessons.Count);
        Assert.DoesNotContain("token", learner.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(learner.Page.Locator("#go-on a")).ToContainTextAsync("Start with: 00 Start here");

        await learner.OpenAsync("02-bind-listen-accept", waitsForKernel: false);
        await learner.Page.ClickAsync(".bar .home");

        await Assertions.Expect(learner.Page.Locator("#go-on a")).ToContainTextAsync("Continue: 02 Bind, listen, accept");
    }

    [PageFact]
    public async Task Contents_show_the_servers_that_run()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync("00-start-here");
        await learner.RunAsync("setup");
        await learner.RunAsync("start");

        await learner.Page.ClickAsync(".bar .home");

        await Assertions.Expect(learner.Page.Locator("#running")).ToContainTextAsync("127.0.0.1:");
        await Assertions.Expect(learner.Page.Locator("#running")).ToContainTextAsync("echo");
    }
}
