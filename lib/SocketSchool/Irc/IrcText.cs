using System.Text;

namespace SocketSchool;

/// <summary>Text on its way to and from the bytes of an IRC line.</summary>
public static class IrcText
{
    private const int MaxPayload = IrcMessage.MaxBytes - 2;
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Cuts a text into pieces of at most so many bytes of UTF-8: between words where there is room for it, and never inside a character.
    /// Line ends cut as well, and empty pieces are left out.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="maxBytes">The longest piece in bytes; at least 4, which is the longest character.</param>
    public static IReadOnlyList<string> Split(string text, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 4);
        var pieces = new List<string>();
        foreach (var line in text.Split(['\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = line.AsSpan();
            while (rest.Length > 0)
            {
                var fits = LengthThatFits(rest, maxBytes);
                var space = fits < rest.Length ? rest[..(fits + 1)].LastIndexOf(' ') : -1;
                var cut = space > 0 ? space : fits;
                pieces.Add(rest[..cut].ToString());
                rest = rest[cut..].TrimStart(' ');
            }
        }

        return pieces;
    }

    /// <summary>The line as it goes over the wire: UTF-8, cut to 510 bytes at the edge of a character, and CR LF.</summary>
    internal static byte[] Encode(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\r\n");
        if (bytes.Length <= IrcMessage.MaxBytes) return bytes;
        return Encoding.UTF8.GetBytes(string.Concat(line.AsSpan(0, LengthThatFits(line, MaxPayload)), "\r\n"));
    }

    /// <summary>
    /// The text of a line. IRC is older than UTF-8 and does not say which encoding a line has; what is not UTF-8 is taken for Latin-1, as
    /// irssi and others do, so that no letter is lost.
    /// </summary>
    internal static string Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return s_strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(line);
        }
    }

    internal static bool HasLineEnd(string text) => text.AsSpan().ContainsAny('\r', '\n', '\0');

    /// <summary>For logs and errors: control characters would otherwise act on somebody's terminal, or make a second line.</summary>
    internal static string Visible(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(letter => char.IsControl(letter) ? $"\\x{(int)letter:x2}" : letter.ToString()))
        : text;

    private static int LengthThatFits(ReadOnlySpan<char> text, int maxBytes)
    {
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes) break;
            length += rune.Utf16SequenceLength;
        }

        return length;
    }
}
