namespace SocketSchool.Tests;

public class LogTimeTests
{
    [Fact]
    public void A_log_shorter_than_a_minute_has_its_times_in_milliseconds()
    {
        var events = At(1_500, 59_999_999);
        Assert.Contains("59999.999", new WireEventList(events).ToText());
        Assert.Contains("  ms  ", new WireEventList(events).ToText());
        Assert.Contains(">ms<", new SequenceDiagram(events).ToHtml());
    }

    [Fact]
    public void All_times_of_a_longer_log_are_in_the_unit_of_its_heading()
    {
        var events = At(58_146_623, 61_144_001);
        foreach (var view in new View[] { new WireEventList(events), new SequenceDiagram(events) })
        {
            var html = view.ToHtml();
            Assert.Contains(">s<", html);
            Assert.Contains(">58.146623<", html);
            Assert.Contains(">61.144001<", html);
            Assert.DoesNotContain(">ms<", html);
        }
    }

    [Fact]
    public void A_fault_table_has_a_column_for_limits_only_when_one_was_hit()
    {
        var error = new Fault(47_460_000, WireScript.Ann, null, "FormatException: not a number", null);
        var limit = new Fault(47_460_000, WireScript.Ann, "IdleTimeout", "said nothing", null);
        Assert.DoesNotContain("limit", new FaultList([error]).ToText());
        Assert.DoesNotContain(">limit<", new FaultList([error]).ToHtml());
        Assert.Contains(">limit<", new FaultList([error, limit]).ToHtml());
        // A number and its unit stay together.
        Assert.Contains("<span class=\"nb\">47.46 s</span>", new FaultList([error]).ToHtml());
    }

    private static WireEvent[] At(params double[] microseconds) =>
        [.. new WireScript().Opens(WireScript.Ann).Events.Take(microseconds.Length).Select((one, i) => one with { Microseconds = microseconds[i] })];
}
