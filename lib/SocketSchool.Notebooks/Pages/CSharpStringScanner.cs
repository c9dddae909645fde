namespace SocketSchool.Notebooks.Pages;

/// <summary>Finds the end of C# string literals: regular, verbatim, raw.</summary>
internal static class CSharpStringScanner
{
    /// <summary>How far the literal goes on after its first quote, which stands just before <paramref name="start"/>.</summary>
    public static int Length(ReadOnlySpan<char> rest, int start)
    {
        var quotes = 1;
        while (start - 1 + quotes < rest.Length && rest[start - 1 + quotes] == '"')
            quotes++;
        if (quotes >= 3)
        {
            var body = start - 1 + quotes;
            var end = rest[body..].IndexOf(new string('"', quotes));
            return (end < 0 ? rest.Length : body + end + quotes) - start;
        }

        return (rest[..start].Contains('@') ? Verbatim(rest, start) : Escaped(rest, start, '"')) - start;
    }

    /// <summary>The end of a literal with backslash escapes that began before <paramref name="at"/>; a line end ends it too.</summary>
    public static int Escaped(ReadOnlySpan<char> rest, int at, char quote)
    {
        while (at < rest.Length && rest[at] != '\n')
        {
            if (rest[at] == quote)
                return at + 1;
            at += rest[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at, rest.Length);
    }

    static int Verbatim(ReadOnlySpan<char> rest, int at)
    {
        while (at < rest.Length)
        {
            if (rest[at] != '"')
                at++;
            else if (at + 1 < rest.Length && rest[at + 1] == '"')
                at += 2;
            else
                return at + 1;
        }

        return rest.Length;
    }
}
