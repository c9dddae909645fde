namespace SocketSchool.Tests;

public class OperatorEchoServerTests
{
    [Fact]
    public async Task An_answer_goes_to_who_has_waited_longest()
    {
        await using var desk = OperatorEchoServer.Start();
        using var first = await PlainClient.ConnectAsync(desk);
        using var second = await PlainClient.ConnectAsync(desk);
        await first.SendAsync("is it raining?\n");
        await desk.WaitForQuestionsAsync();
        await second.SendAsync("me too\n");
        var waiting = await desk.WaitForQuestionsAsync(2);
        Assert.Equal(["is it raining?", "me too"], waiting.Select(question => question.Text));
        Assert.Equal([1L, 2L], waiting.Select(question => question.Number));
        Assert.Equal("is it raining?", desk.Answer("a little")?.Text);
        Assert.Equal("a little\n", await first.ReadLineAsync());
        Assert.Equal("me too", Assert.Single(desk.Waiting).Text);
        Assert.Equal("me too", desk.Echo()?.Text);
        Assert.Equal("me too\n", await second.ReadLineAsync());
        Assert.Empty(desk.Waiting);
    }

    [Fact]
    public async Task A_client_that_half_closed_still_gets_all_its_answers()
    {
        await using var desk = OperatorEchoServer.Start();
        var asking = PlainClient.AskAsync(desk, "one\r\ntwo");
        await desk.WaitForQuestionsAsync();
        desk.Answer("first");
        Assert.Equal("two", Assert.Single(await desk.WaitForQuestionsAsync()).Text);
        desk.Answer("second");
        Assert.Equal("first\r\nsecond", await asking);
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_is_kept()
    {
        await using var desk = OperatorEchoServer.Start();
        Assert.Null(desk.Answer("forty-two"));
        Assert.Equal(1, desk.AnswersReady);
        Assert.Equal("forty-two\n", await PlainClient.AskAsync(desk, "the question\n"));
        Assert.Equal(0, desk.AnswersReady);
        Assert.Null(desk.Echo());
    }

    [Fact]
    public async Task When_the_operator_has_left_it_is_an_echo_server()
    {
        await using var desk = OperatorEchoServer.Start();
        var waiting = PlainClient.AskAsync(desk, "before\n");
        await desk.WaitForQuestionsAsync();
        desk.OperatorLeaves();
        Assert.Equal("before\n", await waiting);
        Assert.Equal("after\nwards", await PlainClient.AskAsync(desk, "after\nwards"));
    }

    [Fact]
    public async Task A_client_that_sends_no_line_end_is_answered_without_one()
    {
        await using var desk = OperatorEchoServer.Start(pause: TimeSpan.FromMilliseconds(50));
        using var client = await PlainClient.ConnectAsync(desk);
        await client.SendAsync("Hello, world");
        await desk.WaitForQuestionsAsync();
        desk.Answer("hi");
        Assert.Equal("hi", await client.ReadTextAsync(2));
    }

    [Fact]
    public async Task Waiting_for_questions_that_do_not_come_ends_with_how_many_there_were()
    {
        await using var desk = OperatorEchoServer.Start();
        using var client = await PlainClient.ConnectAsync(desk);
        await client.SendAsync("one\n");
        await desk.WaitForQuestionsAsync();
        var e = await Assert.ThrowsAsync<TimeoutException>(() => desk.WaitForQuestionsAsync(2, TimeSpan.FromMilliseconds(10)));
        Assert.Equal("1 client waited for an answer, and not 2.", e.Message);
    }

    [Fact]
    public async Task A_client_that_is_gone_costs_one_answer_and_nobody_else()
    {
        await using var desk = OperatorEchoServer.Start();
        using (var rude = await PlainClient.ConnectAsync(desk))
        {
            await rude.SendAsync("hello?\n");
            await desk.WaitForQuestionsAsync();
            rude.Reset();
        }

        var asking = PlainClient.AskAsync(desk, "and me?\n");
        await desk.WaitForQuestionsAsync(2);
        desk.Answer("hello");
        desk.Answer("and you");
        Assert.Equal("and you\n", await asking);
    }

    [Fact]
    public async Task It_stops_with_questions_open()
    {
        var desk = OperatorEchoServer.Start();
        using var client = await PlainClient.ConnectAsync(desk);
        await client.SendAsync("anybody?\n");
        await desk.WaitForQuestionsAsync();
        await desk.StopAsync().WaitAsync(PlainClient.Patience);
        Assert.Empty(desk.Faults);
    }
}
