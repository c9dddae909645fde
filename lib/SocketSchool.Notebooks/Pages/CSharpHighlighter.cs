using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// Colours C# for a page: comments, texts, numbers, keywords, directives, types and calls. A scanner of its own, because loading the
/// compiler for this would double the time a page takes.
/// </summary>
public static class CSharpHighlighter
{
    static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum "
        + "event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long nameof "
        + "namespace new nint nuint null object operator out override params private protected public readonly ref return sbyte sealed "
        + "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using "
        + "virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    /// <summary>The code as HTML, escaped, with <c>span</c> elements of class <c>k s n c d t m</c> around what is coloured.</summary>
    /// <param name="code">C# code, complete or not.</param>
    public static string ToHtml(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var html = new StringBuilder(code.Length * 2);
        for (var at = 0; at < code.Length;)
        {
            var (length, kind) = Next(code, at);
            var text = WebUtility.HtmlEncode(code.Substring(at, length));
            html.Append(kind is null ? text : $"<span class=\"{kind}\">{text}</span>");
            at += length;
        }

        return html.ToString();
    }

    static (int Length, string? Kind) Next(string code, int at)
    {
        var rest = code.AsSpan(at);
        if (rest[0] == '#' && code.AsSpan(0, at).TrimEnd(" \t") is var before && (before.IsEmpty || before[^1] == '\n'))
            return (To(rest, "\n", 1), "d");
        if (rest.StartsWith("//"))
            return (To(rest, "\n", 2), "c");
        if (rest.StartsWith("/*"))
            return (Past(rest, "*/", 2), "c");
        if (StringStart(rest) is > 0 and var quote)
            return (quote + CSharpStringScanner.Length(rest, quote), "s");
        if (rest[0] == '\'')
            return (CSharpStringScanner.Escaped(rest, 1, '\''), "s");
        if (char.IsAsciiDigit(rest[0]))
            return (Number(rest), "n");
        if (char.IsLetter(rest[0]) || rest[0] is '_' or '@')
            return Word(rest, isMember: at > 0 && code[at - 1] == '.');
        return (1, null);
    }

    // How many characters stand before the quote of a string literal ($, @, $$ ...), plus one; 0 when there is none.
    static int StringStart(ReadOnlySpan<char> rest)
    {
        var prefix = 0;
        while (prefix < rest.Length && rest[prefix] is '$' or '@')
            prefix++;
        return prefix < rest.Length && rest[prefix] == '"' ? prefix + 1 : 0;
    }

    static int Number(ReadOnlySpan<char> rest)
    {
        var length = 1;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'
            || (rest[length] == '.' && length + 1 < rest.Length && char.IsAsciiDigit(rest[length + 1]))))
            length++;
        return length;
    }

    static (int Length, string? Kind) Word(ReadOnlySpan<char> rest, bool isMember)
    {
        var length = 1;
        while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] == '_'))
            length++;
        var word = rest[..length].ToString();
        var after = rest[length..].TrimStart(' ');
        var kind = Keywords.Contains(word) || (!isMember && ContextualKeywords.IsKeyword(word, rest[length..])) ? "k"
            : after.StartsWith("(") ? "m"
            : char.IsUpper(word[0]) ? "t"
            : null;
        return (length, kind);
    }

    static int To(ReadOnlySpan<char> rest, string end, int from) =>
        rest[from..].IndexOf(end) is >= 0 and var at ? from + at : rest.Length;

    static int Past(ReadOnlySpan<char> rest, string end, int from) => Math.Min(rest.Length, To(rest, end, from) + end.Length);
}
