namespace SocketSchool.Tests.Checks;

public sealed class CheckReportHintTests
{
    private static readonly CheckStep s_failed = new("a step", false, "", "this", "that", "");

    [Fact]
    public void The_steps_own_hint_stays_when_a_general_one_joins_it()
    {
        var report = new CheckReport("x", CheckOutcome.Failed, [s_failed], ["for the step", "general"], 2, firstIsForTheStep: true);
        Assert.Contains("hint 1 of 2: for the step\n  hint 2 of 2: general", report.ToText());
        Assert.Contains("Hint 1 of 2: for the step", report.ToHtml());
    }

    [Fact]
    public void General_hints_come_one_at_a_time()
    {
        var report = new CheckReport("x", CheckOutcome.Failed, [s_failed], ["a nudge", "nearly all"], 2);
        Assert.DoesNotContain("a nudge", report.ToText());
        Assert.Contains("hint 2 of 2: nearly all", report.ToText());
    }

    [Fact]
    public void Hints_that_are_still_folded_are_named_and_do_not_ask_to_be_opened()
    {
        var html = new CheckReport("x", CheckOutcome.Failed, [s_failed], ["a nudge", "nearly all"], 1).ToHtml();
        Assert.Contains("<summary>Hint 2 of 2</summary><p>nearly all</p>", html);
    }

    [Fact]
    public void Code_in_a_hint_is_set_as_code()
    {
        var report = new CheckReport("x", CheckOutcome.Failed, [s_failed], ["Use `a < b`:\nif (a < b)\n    go();"], 1);
        Assert.Contains("<p>Hint 1 of 1: Use <code>a &lt; b</code>:</p><pre>if (a &lt; b)\n    go();</pre>", report.ToHtml());
        Assert.Contains("\n  hint 1 of 1: Use `a < b`:\n      if (a < b)\n          go();", report.ToText());
    }

    [Fact]
    public async Task A_step_in_which_the_code_throws_says_what_was_expected()
    {
        var report = await Check.ParseEndPoint(_ => throw new FormatException("no"));
        Assert.Equal("IPEndPoint(127.0.0.1, 80)", report.Steps[0].Expected);
        Assert.Equal("FormatException: no", report.Steps[0].Got);
    }

    [Theory]
    [InlineData(CheckOutcome.Failed, "<strong>Check <code>x</code>:</strong> the first step did not come out right.")]
    [InlineData(CheckOutcome.NotYet, "<strong>Check <code>x</code>:</strong> write your code in the cell above, run it, then check again.")]
    public void The_page_says_which_check_it_is_and_then_what_it_found(CheckOutcome outcome, string sentence) =>
        Assert.Contains(sentence, new CheckReport("x", outcome, [s_failed], ["a nudge"], 1).ToHtml());
}
