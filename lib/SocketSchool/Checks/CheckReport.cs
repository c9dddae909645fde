using System.Text;

namespace SocketSchool;

/// <summary>What a check found: the steps, the first that went wrong with its bytes, and one hint.</summary>
public sealed class CheckReport : View
{
    /// <summary>What is said to code that does nothing that a client could notice.</summary>
    internal const string SilentNote =
        "So far your code neither reads from the client nor sends to it. " +
        "(Console.WriteLine prints in the notebook; client.SendLineAsync sends to the client.)";

    private readonly IReadOnlyList<string> _hints;
    private readonly bool _firstIsForTheStep;
    private readonly string _notYetNote;
    private readonly string _progressNotice;

    internal CheckReport(
        string exercise, CheckOutcome outcome, IReadOnlyList<CheckStep> steps, IReadOnlyList<string> hints,
        int hintsRevealed, string notYetNote = "", string progressNotice = "", bool firstIsForTheStep = false)
    {
        Exercise = exercise;
        Outcome = outcome;
        Steps = steps;
        HintNumber = hintsRevealed;
        _hints = hints;
        _firstIsForTheStep = firstIsForTheStep;
        _notYetNote = notYetNote;
        _progressNotice = progressNotice;
    }

    /// <summary>The exercise's name, for instance <c>numbered-echo</c>.</summary>
    public string Exercise { get; }

    /// <summary>The verdict.</summary>
    public CheckOutcome Outcome { get; }

    /// <summary>What was tried, in order; the last one is the one that failed, if one did.</summary>
    public IReadOnlyList<CheckStep> Steps { get; }

    /// <summary>Whether everything came out right.</summary>
    public bool Passed => Outcome == CheckOutcome.Passed;

    /// <summary>Which hint is shown, from 1; 0 when none. Each further failing run reveals the next, until one passes.</summary>
    public int HintNumber { get; }

    /// <summary>The hint; <c>null</c> when none is shown.</summary>
    public string? Hint => HintNumber == 0 ? null : _hints[HintNumber - 1];

    // The hint for exactly this mistake stays when a more general one joins it: that is the one that helps.
    private string? StepHint => _firstIsForTheStep && HintNumber > 1 ? _hints[0] : null;

    private string Word => Outcome switch
    {
        CheckOutcome.Passed => "Passed",
        CheckOutcome.NotYet => "Not yet",
        _ => "Not quite",
    };

    private string Finding => Outcome switch
    {
        CheckOutcome.Passed => $"Everything came out right ({Say.Count(Steps.Count, "step")}).",
        CheckOutcome.NotYet when _notYetNote.Length > 0 => _notYetNote,
        // The page runs the cell above by itself; elsewhere it has to be said.
        CheckOutcome.NotYet => "Write your code in the cell above, run it, then check again.",
        _ => Steps.Count switch
        {
            <= 1 => "The first step did not come out right.",
            2 => "The first step came out right, then one did not.",
            _ => $"The first {Steps.Count - 1} steps came out right, then one did not.",
        },
    };

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = new StringBuilder($"{Word}: {Exercise}. {Finding}");
        if (Outcome == CheckOutcome.NotYet) return text.ToString();
        foreach (var step in Steps)
        {
            text.Append('\n').Append(step.Passed ? "  ok  " : "  x   ").Append(step.Name);
            if (step.Passed) continue;
            if (step.Sent.Length > 0) text.Append("\n      sent      ").Append(step.Sent);
            text.Append("\n      expected  ").Append(step.Expected).Append("\n      got       ").Append(step.Got);
            if (step.Note.Length > 0) text.Append("\n      note      ").Append(step.Note);
        }

        if (StepHint is not null) text.Append($"\n  hint 1 of {_hints.Count}: {HintText.ToText(StepHint)}");
        if (Hint is not null) text.Append($"\n  hint {HintNumber} of {_hints.Count}: {HintText.ToText(Hint)}");
        if (_progressNotice.Length > 0) text.Append("\n  ").Append(_progressNotice);
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToHtml()
    {
        var color = Outcome switch
        {
            CheckOutcome.Passed => "green",
            CheckOutcome.NotYet => "blue",
            _ => "orange",
        };
        var html = new StringBuilder("<div class=\"k\"><p>").Append(Html.Badge(Word.ToLowerInvariant(), color).ToHtml())
            .Append($" <strong>Check <code>{Html.Escape(Exercise)}</code>:</strong> ")
            .Append(Html.Escape(char.ToLowerInvariant(Finding[0]) + Finding[1..])).Append("</p>");
        if (Outcome != CheckOutcome.NotYet)
        {
            html.Append("<ul>");
            foreach (var step in Steps) html.Append(StepHtml(step));
            html.Append("</ul>");
        }

        if (Hint is not null)
        {
            if (StepHint is not null) html.Append($"<div class=\"h\">{HintText.ToHtml(StepHint, $"Hint 1 of {_hints.Count}: ")}</div>");
            html.Append($"<div class=\"h\">{HintText.ToHtml(Hint, $"Hint {HintNumber} of {_hints.Count}: ")}</div>");
            // A page that is only read, or a kernel that starts anew for each run, would never come to the next one.
            for (var next = HintNumber; next < _hints.Count; next++)
            {
                html.Append(Html.Details($"Hint {next + 1} of {_hints.Count}", HintText.ToHtml(_hints[next])));
            }
        }

        if (_progressNotice.Length > 0) html.Append("<p class=\"s\">").Append(Html.Escape(_progressNotice)).Append("</p>");
        return Html.Wrap(
            html.Append("</div>").ToString(),
            css: "§ ul{list-style:none;margin:.3em 0;padding:0}§ li{margin:.15em 0}§ .ok{color:var(--green)}§ .no{color:var(--red)}" +
                 "§ .h{border-left:3px solid var(--orange);padding-left:10px;margin:.35em 0}§ table{margin-left:1.4em}§ .w,§ td.w{white-space:pre-wrap}");
    }

    private static string StepHtml(CheckStep step)
    {
        var mark = step.Passed ? "<span class=\"ok\">\u2713 ok:</span>" : "<span class=\"no\">\u2717 differs:</span>";
        // A name, or what came, may have two blanks in a row, and that may be what it is about.
        var line = $"<li>{mark} <span class=\"w\">{Html.Escape(step.Name)}</span>";
        if (step.Passed) return line + "</li>";
        var rows = new[] { ("sent", step.Sent), ("expected", step.Expected), ("got", step.Got), ("note", step.Note) }
            .Where(row => row.Item2.Length > 0)
            .Select(row => $"<tr><th scope=\"row\">{row.Item1}</th><td class=\"m w\">{Html.Escape(row.Item2)}</td></tr>");
        return $"{line}<table><tbody>{string.Concat(rows)}</tbody></table></li>";
    }
}
