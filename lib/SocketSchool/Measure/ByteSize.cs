using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SocketSchool;

/// <summary>Numbers of bytes as a person writes them: <c>16</c>, <c>1k</c>, <c>64KiB</c>, <c>1M</c>. All units are binary (1 KiB is 1,024 bytes).</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB"];

    /// <summary>Reads a whole number of bytes with an optional unit: <c>B</c>, <c>k</c>, <c>KB</c>, <c>KiB</c>, <c>M</c>, <c>MiB</c>, <c>G</c>, <c>GiB</c>, in any case.</summary>
    /// <param name="text">The text, for instance <c>64KiB</c>.</param>
    /// <param name="bytes">The number of bytes; 0 when the text is not one.</param>
    /// <returns>Whether the text is a number of bytes of at least 1 and below 2 GiB.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out int bytes)
    {
        bytes = 0;
        if (text is null) return false;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExceptInRange('0', '9');
        var unit = digits < 0 ? "" : trimmed[digits..].Trim().ToString().ToUpperInvariant();
        long factor = unit switch
        {
            "" or "B" => 1,
            "K" or "KB" or "KIB" => 1L << 10,
            "M" or "MB" or "MIB" => 1L << 20,
            "G" or "GB" or "GIB" => 1L << 30,
            _ => 0,
        };
        var number = digits < 0 ? trimmed : trimmed[..digits];
        if (factor == 0 || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        if (count < 1 || count * factor > int.MaxValue) return false;
        bytes = (int)(count * factor);
        return true;
    }

    /// <summary>The shortest exact way to write it, with at most one decimal otherwise: <c>16 B</c>, <c>1 KiB</c>, <c>1.5 MiB</c>.</summary>
    /// <param name="bytes">The number of bytes.</param>
    public static string Format(double bytes)
    {
        var unit = 0;
        while (Math.Abs(bytes) >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0.#} {Units[unit]}");
    }
}
