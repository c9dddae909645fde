namespace SocketSchool.Page.Tests;

/// <summary>Exercises and predictions, as a learner meets them.</summary>
public sealed class ExerciseTests
{
    private const string Lesson = "03-echo";

    [PageFact]
    public async Task Solved_exercise_stays_done_after_a_restart_of_the_server()
    {
        await using var first = await PageServer.StartAsync();
        var port = first.Address.Port;
        await using var learner = await Learner.ComeAsync(first);
        learner.Excused.AddRange(["WebSocket", "ERR_CONNECTION", "net::", "answer: 403", "403 (Forbidden)"]);
        await learner.OpenAsync(Lesson);
        await learner.RunAsync("setup");
        Assert.Equal("not yet", await Tag(learner, "exercise-numbered-stub"));

        await learner.TypeAsync("exercise-numbered-stub", Repository.Answer(Lesson, "numbered-echo"));
        // The check runs the exercise first, because its text is new.
        await learner.RunAsync("exercise-numbered-check");

        await Assertions.Expect(learner.Cell("exercise-numbered-stub").Locator(".tag")).ToHaveTextAsync("done");
        Assert.Equal("done", await Tag(learner, "exercise-numbered-check"));
        Assert.Contains("Exercises: 1 of 4 done", await learner.Page.Locator("#outline").InnerTextAsync(), StringComparison.Ordinal);
        await first.KillAsync();
        await using var second = await PageServer.StartAsync(first.MyFolder, "--port", $"{port}");
        await learner.ComeAgainAsync(second);
        await learner.Page.GotoAsync(new Uri(second.Address, "/").AbsoluteUri);
        await Assertions.Expect(learner.Page.Locator("#score")).ToContainTextAsync("1 of ");
        await Assertions.Expect(learner.Page.Locator("#go-on a")).ToContainTextAsync("Continue: 03 Echo");
        await learner.OpenAsync(Lesson);
        Assert.Equal("done", await Tag(learner, "exercise-numbered-stub"));
        Assert.Contains("number++", await learner.AskAsync<string>("cell('exercise-numbered-stub').text.source"), StringComparison.Ordinal);
    }

    [PageFact]
    public async Task Wrong_answer_is_tried_and_says_what_came_instead()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(Lesson);
        await learner.RunAsync("setup");

        await learner.TypeAsync(
            "exercise-numbered-stub",
            "async Task NumberedEcho(Connection client, CancellationToken stop)\n{\n    while (await client.ReadLineAsync(stop) is { } line) await client.SendLineAsync(line, stop);\n}");
        await learner.RunAsync("exercise-numbered-check");

        await Assertions.Expect(learner.Cell("exercise-numbered-stub").Locator(".tag")).ToHaveTextAsync("tried");
        await Assertions.Expect(learner.Frame("exercise-numbered-check").Locator("body")).ToContainTextAsync("differs");
    }

    [PageFact]
    public async Task Prediction_is_chosen_with_a_click_and_stands_in_the_code()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(Lesson, waitsForKernel: false);
        var choices = learner.Cell("two-sends-count").GetByRole(AriaRole.Radio);
        Assert.Equal(3, await choices.CountAsync());

        await choices.Nth(2).CheckAsync(new() { Force = true });

        Assert.StartsWith("prediction = 'c';", await learner.AskAsync<string>("cell('two-sends-count').text.source"), StringComparison.Ordinal);
        await learner.UntilAsync("cell('two-sends-count').text.isSaved");
        Assert.Contains("prediction = 'c';", server.Copy(Lesson), StringComparison.Ordinal);
        // And the other way round.
        await learner.TypeAsync("two-sends-count", "prediction = 'b';   // 'a', 'b' or 'c'");
        Assert.True(await choices.Nth(1).IsCheckedAsync());
    }

    [PageFact]
    public async Task Every_prediction_of_every_lesson_that_names_its_letters_has_its_choice()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        foreach (var lesson in new[] { "00-start-here", "01-sockets", "11-latency-and-buffer-size" })
        {
            await learner.OpenAsync(lesson, waitsForKernel: false);
            Assert.Equal("", await learner.AskAsync<string>("""
                lesson.code.filter(c => c.tags.includes('predict') && /= '\?';.*'a'/.test(c.text.source) && !c.dom.querySelector('fieldset input')).map(c => c.id).join()
                """));
        }
    }

    private static Task<string> Tag(Learner learner, string cell) => learner.Cell(cell).Locator(".tag").InnerTextAsync();
}
