using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Pages;

/// <summary>What a lesson's first cell says about it: <c>**Goal.** ...</c> and <c>**Time** ...</c>.</summary>
internal sealed partial record LessonSummary(string? Goal, string? Time)
{
    public static LessonSummary Of(Notebook notebook)
    {
        var text = notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Markdown)?.Source ?? "";
        var goal = GoalPattern().Match(text);
        var time = TimePattern().Match(text);
        return new LessonSummary(goal.Success ? goal.Groups[1].Value.Trim() : null, time.Success ? time.Groups[1].Value : null);
    }

    [GeneratedRegex(@"^\*\*Goal[.:]?\*\*[.:]?\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex GoalPattern();

    [GeneratedRegex(@"\*\*Time[.:]?\*\*[.:]?\s+(\d+ \w+)")]
    private static partial Regex TimePattern();
}
