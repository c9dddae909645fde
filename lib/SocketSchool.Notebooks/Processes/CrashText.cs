using System.Text.RegularExpressions;

namespace SocketSchool.Notebooks.Processes;

/// <summary>What the runtime prints when a process crashes, cut down to what a learner can use: the message and the cell's own lines.</summary>
internal static partial class CrashText
{
    const int Limit = 12;

    /// <summary>The report, without the engine's frames.</summary>
    public static IEnumerable<string> Of(string report) => Lines(report).Take(Limit);

    /// <summary>The report from its headline on; the headline itself goes when nothing stands beside it.</summary>
    public static IEnumerable<string> From(string report, string headline) =>
        Of(report[report.IndexOf(headline, StringComparison.Ordinal)..][headline.Length..].TrimStart());

    /// <summary>The first few different frames of the cells.</summary>
    public static IEnumerable<string> Frames(string report, int count) =>
        Lines(report).Where(line => line.StartsWith("   at ", StringComparison.Ordinal)).Distinct().Take(count);

    static IEnumerable<string> Lines(string report)
    {
        foreach (var line in report.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !line.StartsWith("---", StringComparison.Ordinal)))
        {
            var frame = Frame().Match(line);
            if (!frame.Success)
                yield return line;
            else if (frame.Groups["place"].Success)
                yield return $"   at {frame.Groups["place"].Value}, line {frame.Groups["line"].Value}";
            else if (frame.Groups["method"].Value is { Length: > 0 } method && !method.StartsWith('<'))
                yield return $"   at {method}";
        }
    }

    // A stack overflow is told without places; other frames than the cells' are the engine's or the framework's.
    [GeneratedRegex(@"^\s+at (?:(?:Submission#\d+[.+](?<method>\S.*?)|.*?)(?: in .*?(?<place>cell \d+):line (?<line>\d+))?)$")]
    private static partial Regex Frame();
}
