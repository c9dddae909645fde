using System.Globalization;

namespace SocketSchool;

/// <summary>One range of bytes as a client asks for it: <c>bytes=0-99</c>, <c>bytes=100-</c>, <c>bytes=-100</c> (RFC 9110, section 14.1.2).</summary>
internal sealed record ByteRange(long? First, long? Last)
{
    /// <returns><c>null</c> for anything else, also for several ranges: then the whole is sent, which is always allowed.</returns>
    public static ByteRange? Parse(string text)
    {
        if (!text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) return null;
        var ends = text[6..].Trim().Split('-');
        if (ends.Length != 2 || !Number(ends[0], out var first) || !Number(ends[1], out var last)) return null;
        if ((first is null && last is null) || first > last) return null;
        return new ByteRange(first, last);
    }

    /// <summary>Which bytes these are of so many.</summary>
    /// <returns><c>null</c> when there are none.</returns>
    public (long First, long Length)? Within(long length)
    {
        if (First is not { } first) return Math.Min(Last!.Value, length) is > 0 and var count ? (length - count, count) : null;
        if (first >= length) return null;
        return (first, Math.Min(Last ?? long.MaxValue, length - 1) - first + 1);
    }

    private static bool Number(string text, out long? number)
    {
        number = null;
        if (text.Length == 0) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        number = value;
        return true;
    }
}
