using System.Text;

namespace SocketSchool;

/// <summary>What a check found: the steps, the first that went wrong with its bytes, and one hint.</summary>
public sealed class CheckReport : View
{
    private readonly IReadOnlyList<string> _hints;

    internal CheckReport(
        string exercise, CheckOutcome outcome, IReadOnlyList<CheckStep> steps, IReadOnlyList<string> hints, int hintsRevealed)
    {
        Exercise = exercise;
        Outcome = outcome;
        Steps = steps;
        HintNumber = hintsRevealed;
        _hints = hints;
    }

    /// <summary>The exercise's name, for instance <c>numbered-echo</c>.</summary>
    public string Exercise { get; }

    /// <summary>The verdict.</summary>
    public CheckOutcome Outcome { get; }

    /// <summary>What was tried, in order; the last one is the one that failed, if one did.</summary>
    public IReadOnlyList<CheckStep> Steps { get; }

    /// <summary>Whether everything came out right.</summary>
    public bool Passed => Outcome == CheckOutcome.Passed;

    /// <summary>Which hint is shown, from 1; 0 when none. Each further failing run in this session reveals the next.</summary>
    public int HintNumber { get; }

    /// <summary>The hint; <c>null</c> when none is shown.</summary>
    public string? Hint => HintNumber == 0 ? null : _hints[HintNumber - 1];

    private string Headline => Outcome switch
    {
        CheckOutcome.Passed => $"Passed: {Exercise}. All {Steps.Count} steps came out right.",
        CheckOutcome.NotYet => $"Not yet: {Exercise}. Write your code in the cell above, run that cell, then run this one again.",
        _ => $"Not quite: {Exercise}. {Steps.Count(step => step.Passed)} steps came out right, then this one did not.",
    };

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = new StringBuilder(Headline);
        if (Outcome == CheckOutcome.NotYet) return text.ToString();
        foreach (var step in Steps)
        {
            text.Append('\n').Append(step.Passed ? "  ok  " : "  x   ").Append(step.Name);
            if (step.Passed) continue;
            if (step.Sent.Length > 0) text.Append("\n      sent      ").Append(step.Sent);
            text.Append("\n      expected  ").Append(step.Expected).Append("\n      got       ").Append(step.Got);
            if (step.Note.Length > 0) text.Append("\n      note      ").Append(step.Note);
        }

        if (Hint is not null) text.Append($"\n  hint {HintNumber} of {_hints.Count}: {Hint}");
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToHtml() => throw new NotImplementedException();
}
