using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>Names and texts of a peer-to-peer chat: what somebody's terminal will print must not move its cursor or turn its lines round.</summary>
internal static class PeerText
{
    /// <summary>The longest text in bytes of UTF-8: 1,000. With its header it fits into one packet on any network.</summary>
    public const int MaxTextBytes = 1000;

    public const int MaxNameLetters = 32;

    public const int MaxLineBytes = 2048;

    /// <summary>A name as it may be used, or <c>null</c>.</summary>
    public static string? NameOf(string text)
    {
        var name = Clean(text).Trim();
        return name.EnumerateRunes().Count() is >= 1 and <= MaxNameLetters ? name : null;
    }

    /// <exception cref="ArgumentException">It is empty, too long or not printable.</exception>
    public static string CheckedName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NameOf(name) is { } good && Clean(name) == name
            ? good
            : throw new ArgumentException($"A name has 1 to {MaxNameLetters} letters, and no control characters: not \"{Clean(name)}\".", nameof(name));
    }

    /// <exception cref="LimitExceededException">It is longer than 1,000 bytes.</exception>
    public static string CheckedText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = Clean(text);
        if (Encoding.UTF8.GetByteCount(clean) <= MaxTextBytes) return clean;
        throw new LimitExceededException(nameof(MaxTextBytes), $"A text has at most {Say.Count(MaxTextBytes, "byte")} in UTF-8 (MaxTextBytes).");
    }

    /// <summary>Control characters, line separators and those that change the direction of writing become <c>?</c>.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var bad = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ||
                rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;
            if (bad) clean.Append('?');
            else clean.Append(rune);
        }

        return clean.ToString();
    }
}
