using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Packages;

namespace SocketSchool.App.Engines;

/// <summary>What .NET Interactive says of a cell that failed, in the form that the built-in kernel has.</summary>
static partial class InteractiveError
{
    /// <summary>The error for a message: a list of what the compiler found, an exception with its stack, or a restore's complaint.</summary>
    public static KernelEvent.Error Of(string message)
    {
        var lines = message.ReplaceLineEndings("\n").Split('\n');
        if (PackageFailure.Describe(message) is { } why)
            return new(PackageReference.ErrorName, why, [why]);
        if (Diagnostic().IsMatch(lines[0]))
            return new(DiagnosticText.ErrorName, lines[0], lines);
        var shown = lines.TakeWhile(line => !Engine().IsMatch(line)).ToList();
        return Exception().Match(lines[0]) is { Success: true } match
            ? new(match.Groups["name"].Value, match.Groups["text"].Value, shown)
            : new("Error", lines[0], shown);
    }

    [GeneratedRegex(@"^\(\d+,\d+\): error \w+:")]
    private static partial Regex Diagnostic();

    // System.Net.Sockets.SocketException (111): Connection refused; a class of a cell is called Submission#4+Name.
    [GeneratedRegex(@"^(?:[\w#`]+[.+])*(?<name>\w+)(?: \([^)]*\))?: (?<text>.*)$")]
    private static partial Regex Exception();

    [GeneratedRegex(@"^   at Microsoft\.CodeAnalysis\.Scripting\.|^--- End of stack trace from previous location ---$")]
    private static partial Regex Engine();
}
