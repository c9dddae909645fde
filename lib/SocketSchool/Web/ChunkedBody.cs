using System.Buffers;
using System.Globalization;

namespace SocketSchool;

/// <summary>
/// Takes a chunked body apart as it arrives (RFC 9112, section 7.1): a size in hexadecimal, CR LF, that many bytes, CR LF, and so on, until a
/// chunk of size 0 and an empty line. Extensions and trailers are checked and thrown away.
/// </summary>
internal sealed class ChunkedBody(WebLimits limits)
{
    private const int LongestSizeLine = 256;
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private enum Next
    {
        Size, Data, DataEnd, Trailer, Nothing
    }

    private Next _next = Next.Size;
    private int _left;
    private int _total;
    private int _trailer;

    /// <summary>Whether the last byte of the body has been seen.</summary>
    public bool IsComplete => _next == Next.Nothing;

    /// <summary>Takes what it can use.</summary>
    /// <param name="bytes">What has come and was not used yet.</param>
    /// <param name="body">Gets the content.</param>
    /// <returns>How many bytes were used; the rest is to be given again, with more behind it.</returns>
    /// <exception cref="RefusedRequestException">It is no chunked body, or a larger one than the limits allow.</exception>
    public int Read(ReadOnlySpan<byte> bytes, MemoryStream body)
    {
        var used = 0;
        while (_next != Next.Nothing && used < bytes.Length)
        {
            var rest = bytes[used..];
            if (_next == Next.Data)
            {
                var take = Math.Min(_left, rest.Length);
                body.Write(rest[..take]);
                used += take;
                _left -= take;
                if (_left == 0) _next = Next.DataEnd;
                continue;
            }

            var feed = rest.IndexOf((byte)'\n');
            RefuseTooLong(feed < 0 ? rest.Length : feed + 1);
            if (feed < 0) return used;
            if (feed == 0 || rest[feed - 1] != '\r')
            {
                throw RefusedRequestException.Bad("a line of the chunked body ends with LF alone, not with CR LF");
            }

            ReadLine(rest[..(feed - 1)]);
            used += feed + 1;
        }

        return used;
    }

    private void RefuseTooLong(int length)
    {
        if (_next == Next.DataEnd && length > 2) throw RefusedRequestException.Bad("a chunk is longer than its size says");
        if (_next == Next.Size && length > LongestSizeLine) throw RefusedRequestException.Bad("a chunk's size line is too long");
        if (_next != Next.Trailer || _trailer + length <= limits.MaxHeadBytes) return;
        throw new RefusedRequestException(431, $"the trailer is longer than {Say.Count(limits.MaxHeadBytes, "byte")} (MaxHeadBytes)", nameof(limits.MaxHeadBytes));
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (_next == Next.Size)
        {
            _left = ReadSize(line);
            _next = _left == 0 ? Next.Trailer : Next.Data;
            _total += _left;
        }
        else if (_next == Next.DataEnd)
        {
            if (!line.IsEmpty) throw RefusedRequestException.Bad("a chunk is longer than its size says");
            _next = Next.Size;
        }
        else if (line.IsEmpty)
        {
            _next = Next.Nothing;
        }
        else
        {
            _trailer += line.Length + 2;
            HttpBytes.ReadField(line, out _);
        }
    }

    private int ReadSize(ReadOnlySpan<byte> line)
    {
        if (line.ContainsAny(HttpBytes.Control)) throw RefusedRequestException.Bad("there is a control character in a chunk's size line");
        var end = line.IndexOf((byte)';');
        var digits = end < 0 ? line : line[..end];
        // Digits alone: no blank, no sign, no 0x, which a kinder parser would let pass and the next one on the way might not.
        if (digits.Length is 0 or > 16 || digits.ContainsAnyExcept(s_hex))
        {
            throw RefusedRequestException.Bad("a chunk's size is not a number of 1 to 16 hexadecimal digits");
        }

        var size = ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (size > (ulong)(limits.MaxBodyBytes - _total)) throw RequestFraming.TooLarge(limits);
        return (int)size;
    }
}
