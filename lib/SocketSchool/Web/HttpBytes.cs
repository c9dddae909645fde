using System.Buffers;
using System.Text;

namespace SocketSchool;

/// <summary>Which bytes may stand where in an HTTP message.</summary>
internal static class HttpBytes
{
    /// <summary>A token: methods and field names are made of these (RFC 9110, section 5.6.2).</summary>
    public static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>What no field value may hold: control characters, the tab apart (RFC 9110, section 5.5). CR, LF and NUL are among them.</summary>
    public static readonly SearchValues<byte> Control =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b != '\t').Append(127).Select(b => (byte)b)]);

    /// <summary>What a request target is made of: visible ASCII without the fragment sign, which stays in the browser (RFC 9112, section 3.2).</summary>
    public static readonly SearchValues<byte> Target =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Where(b => b != '#').Select(b => (byte)b)]);

    /// <summary>A host and a port: a registered name, an IPv4 or a bracketed IPv6 address (RFC 3986, section 3.2).</summary>
    public static readonly SearchValues<byte> Host =
        SearchValues.Create("-._~!$&'()*+,;=%:[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.ContainsAnyExcept(Token);

    /// <summary>Field names, codings and connection options: upper and lower case mean the same.</summary>
    public static bool Same(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(bytes, word);

    /// <summary>Without the blanks and tabs around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) => bytes.Trim(" \t"u8);

    /// <summary>
    /// Cuts a header field at its colon and refuses what RFC 9112, section 5 refuses: each of these has been used to make two
    /// programs on the way disagree about where a message ends.
    /// </summary>
    /// <returns>The length of the name; the value is what follows the colon, trimmed.</returns>
    public static int ReadField(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            throw RefusedRequestException.Bad("a header line begins with a blank (obsolete line folding, RFC 9112, section 5.2)");
        }

        var colon = line.IndexOf((byte)':');
        if (colon < 0) throw RefusedRequestException.Bad("a header line has no colon");
        if (colon > 0 && line[colon - 1] is (byte)' ' or (byte)'\t')
        {
            throw RefusedRequestException.Bad("there is a blank before the colon of a header (RFC 9112, section 5.1)");
        }

        if (!IsToken(line[..colon])) throw RefusedRequestException.Bad("a header's name is empty or has a character that no name may have");
        value = Trim(line[(colon + 1)..]);
        if (value.ContainsAny(Control))
        {
            throw RefusedRequestException.Bad("there is a control character in a header (a CR without LF, a NUL or another)");
        }

        return colon;
    }
}
