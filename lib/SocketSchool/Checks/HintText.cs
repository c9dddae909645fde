using System.Text.RegularExpressions;

namespace SocketSchool;

/// <summary>
/// A hint: a sentence or two with <c>`code`</c> in backticks, and, after its first line end, lines of code. On a page both are set as code.
/// </summary>
internal static partial class HintText
{
    /// <summary>The hint as HTML, a paragraph and, where it has lines of code, a block.</summary>
    /// <param name="hint">The hint.</param>
    /// <param name="before">Plain text to begin the paragraph with.</param>
    public static string ToHtml(string hint, string before = "")
    {
        var lines = hint.Split('\n', 2);
        var sentence = CodePattern().Replace(Html.Escape(before + lines[0]), "<code>$1</code>");
        return $"<p>{sentence}</p>" + (lines.Length > 1 ? $"<pre>{Html.Escape(lines[1])}</pre>" : "");
    }

    /// <summary>The hint as text, its lines of code indented.</summary>
    /// <param name="hint">The hint.</param>
    public static string ToText(string hint) => hint.Replace("\n", "\n      ", StringComparison.Ordinal);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodePattern();
}
