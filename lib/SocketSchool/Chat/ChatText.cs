using System.Buffers;
using System.Text;

namespace SocketSchool;

/// <summary>Makes what a stranger typed safe to show on somebody else's terminal.</summary>
public static class ChatText
{
    private const char Escape = '\u001b';

    // C0 and C1 controls and DEL (ECMA-48), the two Unicode line ends, and every character that turns the direction of the text around
    // it (Unicode UAX #9, the trick known as "Trojan source").
    private static readonly SearchValues<char> s_unsafe = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(code => (char)code),
        '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e',
        '\u2066', '\u2067', '\u2068', '\u2069', '\ufeff',
    ]);

    /// <summary>
    /// The text on one line without anything that moves a cursor, changes a colour or a title, rings a bell or turns the direction of
    /// what follows. An escape sequence of a terminal goes as a whole, with its letters; a tab or a line end becomes a blank.
    /// </summary>
    /// <param name="text">What came over the network.</param>
    /// <returns>The same string when there was nothing to take out; an empty one when nothing is left.</returns>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.AsSpan().IndexOfAny(s_unsafe);
        if (at < 0) return text;
        var clean = new StringBuilder(text, 0, at, text.Length);
        while (at < text.Length)
        {
            var one = text[at];
            if (!s_unsafe.Contains(one)) clean.Append(one);
            else if (one is '\t' or '\n' or '\r' or '\u2028' or '\u2029') clean.Append(' ');
            at += one is Escape or >= '\u0080' and <= '\u009f' ? SequenceLength(text.AsSpan(at)) : 1;
        }

        return clean.ToString();
    }

    /// <summary>How many characters belong to the escape sequence at the front (ECMA-48, section 5.3 to 5.6).</summary>
    private static int SequenceLength(ReadOnlySpan<char> text)
    {
        // A C1 control is the same as ESC and the letter 0x40 below it.
        var (kind, from) = text[0] != Escape ? ((char)(text[0] - 0x40), 1) : text.Length > 1 ? (text[1], 2) : ('\0', 1);
        switch (kind)
        {
            case '[':
                while (from < text.Length && text[from] is >= '\u0020' and <= '\u003f') from++;
                return from < text.Length && text[from] is >= '@' and <= '~' ? from + 1 : from;
            case ']' or 'P' or 'X' or '^' or '_':
                // A string that goes on to BEL or to the string terminator; without one only its beginning is taken out.
                var end = text[from..].IndexOfAny('\a', '\u009c', Escape);
                if (end < 0) return from;
                var backslash = text[from + end] == Escape && from + end + 1 < text.Length && text[from + end + 1] == '\\';
                return from + end + (text[from + end] != Escape ? 1 : backslash ? 2 : 0);
            default:
                if (text[0] != Escape) return 1;
                var last = 1;
                while (last < text.Length && text[last] is >= ' ' and <= '/') last++;
                return last < text.Length && text[last] is >= '0' and <= '~' ? last + 1 : last;
        }
    }
}
