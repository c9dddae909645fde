using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>Bytes as a person can read them: text in quotes with escapes, or hex when it is no text.</summary>
internal static class Preview
{
    /// <summary>
    /// The bytes on one line. UTF-8 text comes in quotes, with <c>\n \r \t \0 \" \\</c>, <c>\xNN</c> for a byte that is no (or only half
    /// a) character and <c>\u....</c> for what would not show or would rearrange the line. Mostly unreadable bytes come as hex.
    /// </summary>
    /// <param name="bytes">The bytes at hand.</param>
    /// <param name="total">How many there were; when more than are at hand or shown, <c>...</c> follows.</param>
    /// <param name="limit">The most characters to return, more or less: a character is never cut.</param>
    public static string Of(ReadOnlySpan<byte> bytes, long total, int limit = 64)
    {
        if (bytes.IsEmpty) return "";
        var text = new StringBuilder("\"");
        int at = 0, readable = 0, strange = 0;
        while (at < bytes.Length)
        {
            var status = Rune.DecodeFromUtf8(bytes[at..], out var rune, out var used);
            // Only the rest of a character that the log itself cut off may be left out; one that the sender cut is the lesson.
            if (status == System.Buffers.OperationStatus.NeedMoreData && total > bytes.Length) break;
            var piece = status == System.Buffers.OperationStatus.Done ? Escape(rune) : Hex(bytes.Slice(at, used), "\\x");
            if (status == System.Buffers.OperationStatus.Done && IsText(rune)) readable++;
            else strange++;
            if (text.Length + piece.Length > limit && at > 0) break;
            text.Append(piece);
            at += used;
        }

        if (strange <= 2 ? readable >= strange : readable >= strange * 4) return text.Append('"').Append(at < total ? "..." : "").ToString();
        var shown = Math.Min(bytes.Length, Math.Max(1, limit / 3));
        return Convert.ToHexStringLower(bytes[..shown]).Chunked() + (shown < total ? " ..." : "");
    }

    /// <summary>Whatever text, for instance an exception's message that quotes a client, on one line and with nothing hidden in it.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings(" ").Trim().EnumerateRunes())
        {
            line.Append(IsHidden(rune) ? Escape(rune) : rune.ToString());
        }

        return line.ToString();
    }

    private static string Chunked(this string hex) => string.Join(' ', hex.Chunk(2).Select(pair => new string(pair)));

    private static string Hex(ReadOnlySpan<byte> bytes, string prefix)
    {
        var text = new StringBuilder();
        foreach (var one in bytes) text.Append(prefix).Append(one.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static bool IsText(Rune rune) => rune.Value is '\n' or '\r' or '\t' || !IsHidden(rune);

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        0 => "\\0",
        '"' => "\\\"",
        '\\' => "\\\\",
        < 0x20 or 0x7f => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        _ when IsHidden(rune) => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        _ => rune.ToString(),
    };
}
