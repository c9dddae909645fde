using System.Globalization;
using System.Text;

namespace SocketSchool.Notebooks.Formatting;

/// <summary>Bytes as people read them: offset, sixteen bytes in hexadecimal, the same as text.</summary>
internal static class HexDump
{
    const int Width = 16;

    /// <summary>The dump, with a last line that counts what is not shown.</summary>
    public static string Of(Shape.Bytes bytes)
    {
        if (bytes.Count == 0)
            return "(0 bytes)";
        // The text of a single short row stands close to its bytes; longer dumps have it in one column.
        var width = (3 * Math.Min(Width, bytes.First.Length)) - 1;
        var text = new StringBuilder();
        for (var i = 0; i < bytes.First.Length; i += Width)
        {
            var row = bytes.First.AsSpan(i, Math.Min(Width, bytes.First.Length - i));
            if (i > 0)
                text.Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"{i:x4}  {Hex(row).PadRight(width)}  {Printable(row)}");
        }

        if (bytes.Count > bytes.First.Length)
            text.Append(CultureInfo.InvariantCulture, $"\n... {bytes.Count - bytes.First.Length} more bytes");
        return text.ToString();
    }

    /// <summary>The first bytes on one line.</summary>
    public static string Brief(Shape.Bytes bytes)
    {
        if (bytes.Count == 0)
            return "(0 bytes)";
        var shown = bytes.First.AsSpan(0, Math.Min(Width, bytes.First.Length));
        var more = bytes.Count > shown.Length
            ? string.Create(CultureInfo.InvariantCulture, $" ... {bytes.Count - shown.Length} more")
            : "";
        return $"{Hex(shown)}{more}";
    }

    static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var b in bytes)
            text.Append(text.Length > 0 ? " " : "").Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        return text.ToString();
    }
}
