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
}
