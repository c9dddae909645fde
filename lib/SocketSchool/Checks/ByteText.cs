using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>Bytes as a person can read them.</summary>
internal static class ByteText
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Quoted text when the bytes are UTF-8 (<c>"3: é\n"</c>), otherwise hexadecimal (<c>c3 0a</c>); cut after
    /// <paramref name="limit"/> bytes with the number of those left out.
    /// </summary>
    public static string Quote(ReadOnlySpan<byte> bytes, int limit = 60)
    {
        if (bytes.IsEmpty) return "nothing";
        var shown = bytes[..Math.Min(limit, bytes.Length)];
        var rest = bytes.Length > shown.Length ? $" ... ({Say.Count(bytes.Length, "byte")} in all)" : "";
        // A cut must not make a broken character of a whole one.
        for (var back = 0; back < 4 && shown.Length > back && rest.Length > 0 && !IsUtf8(shown[..^back]); back++)
        {
            if (IsUtf8(shown[..^(back + 1)])) return Escape(shown[..^(back + 1)]) + rest;
        }

        return (IsUtf8(shown) ? Escape(shown) : Hex(shown)) + rest;
    }

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
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
