using System.Buffers;
using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>Bytes as a person can read them.</summary>
internal static class ByteText
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);
    private static readonly SearchValues<byte> s_control =
        SearchValues.Create([.. Enumerable.Range(0, 32).Append(127).Select(i => (byte)i).Except("\t\n\r"u8.ToArray())]);

    /// <summary>
    /// Quoted text when the bytes are text (<c>"3: é\n"</c>), otherwise hexadecimal (<c>c3 0a</c>) with the readable parts quoted
    /// (<c>00 00 00 05 "alone"</c>); cut after <paramref name="limit"/> bytes with the number of those left out.
    /// </summary>
    public static string Quote(ReadOnlySpan<byte> bytes, int limit = 60)
    {
        if (bytes.IsEmpty) return "nothing";
        var shown = bytes[..Math.Min(limit, bytes.Length)];
        var rest = bytes.Length > shown.Length ? $" ... ({Say.Count(bytes.Length, "byte")} in all)" : "";
        // A cut must not make a broken character of a whole one.
        for (var back = 0; back < 4 && shown.Length > back && rest.Length > 0 && !IsUtf8(shown[..^back]); back++)
        {
            if (!IsUtf8(shown[..^(back + 1)])) continue;
            shown = shown[..^(back + 1)];
            break;
        }

        return (IsText(shown) ? Escape(shown) : Mixed(shown)) + rest;
    }

    /// <summary>Text in quotation marks, control characters as C# writes them (<c>"A\u001b[2J"</c>); an empty one is <c>""</c>.</summary>
    public static string QuoteText(string text) => Escape(Encoding.UTF8.GetBytes(text));

    /// <summary>UTF-8 without control characters, line ends and tabs apart: what a person reads better as text than as numbers.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => IsUtf8(bytes) && !bytes.ContainsAny(s_control);

    /// <summary>Two hexadecimal digits a byte.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var b in bytes)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(b.ToString("x2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string Mixed(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<string>();
        for (var at = 0; at < bytes.Length;)
        {
            var run = ReadableRun(bytes, at);
            // One or two letters are more likely a part of a number.
            parts.Add(run < 3 ? Hex(bytes.Slice(at, Math.Max(1, run))) : Escape(bytes.Slice(at, run)));
            at += Math.Max(1, run);
        }

        return string.Join(' ', parts);
    }

    /// <summary>How many bytes from there on are printable characters of UTF-8.</summary>
    private static int ReadableRun(ReadOnlySpan<byte> bytes, int from)
    {
        // Three zeros and one more byte: the length of a message, whatever letter that byte would be.
        if (from >= 3 && bytes.Slice(from - 3, 3).IndexOfAnyExcept((byte)0) < 0 && (from == 3 || bytes[from - 4] != 0)) return 0;
        var at = from;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) == OperationStatus.Done
            && !Rune.IsControl(rune))
        {
            at += length;
        }

        return at - from;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            s_strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("\"");
        foreach (var c in Encoding.UTF8.GetString(bytes))
        {
            _ = c switch
            {
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\0' => text.Append("\\0"),
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                // The replacement character is shown as its code: it is the trace of a character that was torn apart.
                '\ufffd' => text.Append("\\ufffd"),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
