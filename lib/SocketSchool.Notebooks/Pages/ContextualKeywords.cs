using System.Text.RegularExpressions;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// Words of C# that are keywords in their place only, such as <c>from</c> in a query, and names everywhere else. The place is told by
/// what follows; the page's editor has the same table.
/// </summary>
static partial class ContextualKeywords
{
    /// <summary>Whether a word is a keyword where it stands.</summary>
    /// <param name="word">The word.</param>
    /// <param name="after">The code after it.</param>
    public static bool IsKeyword(string word, ReadOnlySpan<char> after) => word switch
    {
        "from" => Range().IsMatch(after),
        "get" or "set" or "init" => Accessor().IsMatch(after),
        "with" => after.TrimStart().StartsWith("{"),
        "yield" => Iterator().IsMatch(after),
        "global" => Global().IsMatch(after),
        "file" or "partial" or "required" or "scoped" or "record" => Declaration().IsMatch(after),
        "async" or "await" or "var" => Operand().IsMatch(after),
        "and" or "by" or "group" or "into" or "join" or "let" or "not" or "on" or "or" or "orderby" or "select" or "when" or "where" =>
            Clause().IsMatch(after),
        _ => false,
    };

    [GeneratedRegex(@"\A\s+(?:[\w.<>[\]?]+\s+)?\w+\s+in\b")]
    private static partial Regex Range();

    [GeneratedRegex(@"\A\s*(?:;|\{|=>)")]
    private static partial Regex Accessor();

    [GeneratedRegex(@"\A\s+(?:return|break)\b")]
    private static partial Regex Iterator();

    [GeneratedRegex(@"\A\s*(?:::|using\b)")]
    private static partial Regex Global();

    [GeneratedRegex(@"\A\s+[\w@]")]
    private static partial Regex Declaration();

    [GeneratedRegex("""\A\s*[\w@$"'(]""")]
    private static partial Regex Operand();

    [GeneratedRegex("""\A\s+[\w@$"'(!<>]""")]
    private static partial Regex Clause();
}
