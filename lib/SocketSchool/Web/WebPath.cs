using System.Text;

namespace SocketSchool;

/// <summary>Undoes the percent signs of a path, once and strictly (RFC 3986, section 2.1).</summary>
internal static class WebPath
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="RefusedRequestException">A percent sign without two digits, a control character, or no UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> path)
    {
        var bytes = path.Contains((byte)'%') ? Unescape(path) : path;
        if (bytes.ContainsAny(HttpBytes.Control) || bytes.Contains((byte)'\t'))
        {
            throw RefusedRequestException.Bad("the path has a control character in it");
        }

        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw RefusedRequestException.Bad("the path is not UTF-8");
        }
    }

    private static byte[] Unescape(ReadOnlySpan<byte> path)
    {
        var bytes = new byte[path.Length];
        var length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                bytes[length++] = path[i];
                continue;
            }

            if (i + 2 >= path.Length || !char.IsAsciiHexDigit((char)path[i + 1]) || !char.IsAsciiHexDigit((char)path[i + 2]))
            {
                throw RefusedRequestException.Bad("a percent sign in the path is not followed by two hexadecimal digits");
            }

            var one = Convert.FromHexString(Encoding.ASCII.GetString(path.Slice(i + 1, 2)))[0];
            // As a sign of its own it would be part of a name; once undone it looks like the one that parts two names.
            if (one == '/') throw RefusedRequestException.Bad("the path has an encoded slash (%2F) in it");
            bytes[length++] = one;
            i += 2;
        }

        return bytes[..length];
    }
}
