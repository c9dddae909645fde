namespace SocketSchool.Tests.Checks;

/// <summary>A report shows text as it is: what a page would collapse may be what the step is about.</summary>
public sealed class CheckReportBlanksTests
{
    [Fact]
    public void Two_blanks_in_a_steps_name_and_in_what_came_stay_two_on_a_page()
    {
        var step = new CheckStep("\"a  b\" is refused", false, "", "this", "\"a  b\"", "");
        var html = new CheckReport("x", CheckOutcome.Failed, [step], ["a nudge"], 1).ToHtml();
        Assert.Contains("<span class=\"w\">&quot;a  b&quot; is refused</span>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"m w\">&quot;a  b&quot;</td>", html, StringComparison.Ordinal);
        Assert.Matches(@"\.w\{white-space:pre-wrap\}", html);
    }

    [Fact]
    public async Task A_step_and_what_came_show_a_control_character_the_same_way()
    {
        var report = await Check.ParseHello(line => line.Split(' ', 3) is ["hello", var id, { Length: > 0 and <= 32 } name] && name.Trim() == name
            && id.Length is > 0 and <= 8 && uint.TryParse(id, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var number) && number > 0
            ? (number, name) : throw new FormatException("no hello"));
        Assert.Equal("\"hello 9 A\\u001b[2Jda\" is refused", report.Steps[^1].Name);
        Assert.Equal("(0x9, \"A\\u001b[2Jda\")", report.Steps[^1].Got);
        Assert.Contains(report.Steps, step => step.Name == "an empty line is refused");
    }

    [Fact]
    public async Task An_empty_name_is_an_empty_text()
    {
        var report = await Check.ParseHello(line => (1, ""));
        Assert.Equal("(0x1, \"\")", report.Steps[0].Got);
    }
}
