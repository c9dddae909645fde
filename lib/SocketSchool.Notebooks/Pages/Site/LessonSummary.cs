using System.Globalization;
using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Pages;

/// <summary>What a lesson's first cell says about it: <c>**Goal.** ...</c> and <c>**Time** ...</c>.</summary>
/// <param name="Goal">Its sentence as Markdown.</param>
/// <param name="Time">
/// How long the text and its exercises take together, as <c>90 minutes</c>: <c>**Time** 60 minutes, and another 30 for the exercises.</c>
/// A range stays one, hours become minutes, and a sentence that does not begin with a number gives nothing rather than a wrong one.
/// </param>
internal sealed partial record LessonSummary(string? Goal, string? Time)
{
    public static LessonSummary Of(Notebook notebook)
    {
        var text = notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Markdown)?.Source ?? "";
        var goal = GoalPattern().Match(text);
        return new LessonSummary(goal.Success ? goal.Groups[1].Value.Trim() : null, Minutes(TimePattern().Match(text)));
    }

    static string? Minutes(Match time)
    {
        if (!time.Success)
            return null;
        var unit = time.Groups["unit"].Value.StartsWith('h') ? 60 : 1;
        var from = Number(time.Groups["from"]) * unit;
        var to = time.Groups["to"].Success ? Number(time.Groups["to"]) * unit : from;
        var isTwice = time.Groups["again"].Success;
        var more = time.Groups["more"].Success ? Number(time.Groups["more"]) : 0;
        var (least, most) = isTwice ? (from * 2, to * 2) : (from + more, to + more);
        var number = least == most ? $"{most}" : $"{least} to {most}";
        return $"{number} minute{(most == 1 ? "" : "s")}";
    }

    static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\*\*Goal[.:]?\*\*[.:]?\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex GoalPattern();

    [GeneratedRegex(
        @"\*\*Time[.:]?\*\*[.:]?\s+(?:about\s+)?(?<from>\d{1,4})(?:\s*(?:to|-|\u2013)\s*(?<to>\d{1,4}))?\s*(?<unit>min\b|minutes?\b|h\b|hours?\b)" +
        @"(?:,?\s+and\s+(?:(?:about\s+)?another\s+(?<more>\d{1,4})|(?<again>as\s+much\s+again))\b)?")]
    private static partial Regex TimePattern();
}
