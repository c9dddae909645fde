using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_chatLineHints =
    [
        "Go through the text letter by letter and keep what is harmless, rather than looking for each harmful thing.",
        "First make the tab a blank, then leave out what char.IsControl names and the two ranges that turn the text, then Trim, then cut.",
        "The harmless letters, and, after `Trim`, the cut:\n" +
            "foreach (var c in text.Replace('\\t', ' '))\n" +
            "    if (!char.IsControl(c) && c is not (>= '\\u202a' and <= '\\u202e')\n" +
            "        and not (>= '\\u2066' and <= '\\u2069')) clean.Append(c);\n" +
            "if (line.Length > 200) line = line[..(char.IsHighSurrogate(line[199]) ? 199 : 200)];",
    ];

    /// <summary>Checks lesson 07's chat line: <c>From NAME - TEXT</c> with nothing in it that a terminal would obey.</summary>
    /// <param name="chatLine">Your method: the speaker's name and the text as it came, and back the line to pass on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> ChatLine(Func<string, string, string> chatLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatLine);
        return CheckSession.RunAsync("chat-line", s_chatLineHints, session => ChatLineStepsAsync(session, chatLine), cancellationToken);
    }

    private static async Task ChatLineStepsAsync(CheckSession session, Func<string, string, string> chatLine)
    {
        Task Line(string name, string text, string expected, string hint) => session.StepAsync(
            name,
            async stop =>
            {
                var got = await Task.Run(() => chatLine("Ada", text), stop).WaitAsync(stop);
                if (got != expected) throw new CheckFailure(Shown(expected), got is null ? "null" : Shown(got));
            },
            () => $"ChatLine(\"Ada\", {Shown(text)})",
            hint: hint,
            expected: Shown(expected));

        await Line("a plain line", "hello", "From Ada - hello", "From, the name, a blank, a minus, a blank, the text. No line end.");
        await Line("letters of all languages, and an emoji", "naïve 日本 שלום 👋", "From Ada - naïve 日本 שלום 👋",
            "Only control characters go. Not everything outside of ASCII is one.");
        await Line("an escape sequence and a bell", "\u001b[2Jboo\a", "From Ada - [2Jboo",
            "ESC (27) and the bell (7) are control characters: char.IsControl says so.");
        await Line("a tab becomes a blank", "a\tb", "From Ada - a b", "A tab is a control character as well: make it a blank before you take those out.");
        await Line("a carriage return and a line feed", "ok\rFrom Eve - no\n", "From Ada - okFrom Eve - no",
            "\\r and \\n are control characters. One line in, one line out.");
        await Line("control characters from 127 to 159", "a\u009b31mb\u007fc\u0085d", "From Ada - a31mbcd",
            "There are control characters above 127 too, and \\u009b does what ESC [ does. char.IsControl knows them; c < ' ' does not.");
        await Line("characters that turn the text", "a\u202eb\u202ac\u2066d\u2069e", "From Ada - abcde",
            "\\u202a to \\u202e and \\u2066 to \\u2069 are no control characters for char.IsControl. Name the two ranges.");
        await Line("blanks at both ends, some of them behind a control character", " \u001b\thi there \a ", "From Ada - hi there",
            "Trim when the control characters are gone, not before.");
        await Line("blanks inside stay", "a  b", "From Ada - a  b", "Only the blanks at both ends go.");
        await Line("nothing is left", "\a \u001b \u202e", "", "Nothing to say: return an empty string, without From.");
        await Line("an empty text", "", "", "Nothing to say: return an empty string, without From.");
        await Line("200 characters", new string('x', 200), "From Ada - " + new string('x', 200), "200 characters are still allowed.");
        await Line("300 characters", new string('x', 300), "From Ada - " + new string('x', 200), "At most 200 characters of text.");
        await Line("200 characters after the cleaning", "\a\a" + new string('x', 200), "From Ada - " + new string('x', 200),
            "Count what is left after the cleaning.");
        await Line("250 blanks, and then a word", new string(' ', 250) + "hi", "From Ada - hi",
            "Cut last: the blanks at both ends go first, and only then do you count to 200.");
        await Line("an emoji across the cut", new string('x', 199) + "👋!", "From Ada - " + new string('x', 199),
            "The cut falls between the two halves of an emoji. If the last character that you keep is a high surrogate, leave it out.");
        await Line("an emoji just before the cut", new string('x', 198) + "👋!", "From Ada - " + new string('x', 198) + "👋",
            "This emoji fits: only a pair that would be cut in two is left out.");
    }

    private static string Shown(string text) => text.Length == 0 ? "an empty string"
        : Preview.Of(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetByteCount(text), 400);
}
