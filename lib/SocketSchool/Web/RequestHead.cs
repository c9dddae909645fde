namespace SocketSchool;

/// <summary>
/// Reads the head of a request, the request line and the header fields, line by line as they arrive, straight from the bytes: no text is
/// made of them, and no byte is looked at again when the next piece comes. Strict (RFC 9112): what could be understood in two ways is refused.
/// </summary>
internal sealed class RequestHead(WebLimits limits)
{
    private readonly RequestFraming _framing = new(limits);
    private int _line;
    private int _searched;
    private int _fields;

    /// <summary>Where the request line begins: after the one empty line that may come before it (RFC 9112, section 2.2).</summary>
    public int Start { get; private set; }

    /// <summary>Number of bytes up to and with the empty line, from the first byte that was given.</summary>
    public int Length { get; private set; }

    /// <summary>Of the method, from <see cref="Start"/>; 0 as long as the request line has not been read.</summary>
    public int MethodLength { get; private set; }

    public int TargetLength { get; private set; }

    /// <summary>What of the target is a path and a query, from the target's beginning: all of it, or what follows <c>http://host</c>.</summary>
    public int PathStart { get; private set; }

    public RequestFraming Framing => _framing;

    /// <summary>Forgets everything, for the next request.</summary>
    public void Reset()
    {
        (_line, _searched, _fields, Start, Length, MethodLength, TargetLength, PathStart) = (0, 0, 0, 0, 0, 0, 0, 0);
        _framing.Reset();
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">Everything of this request that has come, from its first byte.</param>
    /// <returns>Whether the head is complete.</returns>
    /// <exception cref="RefusedRequestException">It is no request, or more than the limits allow.</exception>
    public bool Read(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var feed = bytes[_searched..].IndexOf((byte)'\n');
            var end = feed < 0 ? bytes.Length : _searched + feed;
            if (MethodLength == 0) RefuseEarly(bytes[..end]);
            if (end > limits.MaxHeadBytes)
            {
                throw new RefusedRequestException(
                    431, $"the header is longer than {Say.Count(limits.MaxHeadBytes, "byte")} (MaxHeadBytes)", nameof(limits.MaxHeadBytes));
            }

            _searched = feed < 0 ? end : end + 1;
            if (feed < 0) return false;
            if (end == _line || bytes[end - 1] != '\r') throw RefusedRequestException.Bad("a line ends with LF alone, not with CR LF");
            var line = bytes[_line..(end - 1)];
            if (MethodLength == 0)
            {
                if (line.IsEmpty && Start == 0) Start = 2;
                else ReadRequestLine(line);
            }
            else if (line.IsEmpty)
            {
                _framing.Finish();
                Length = end + 1;
                return true;
            }
            else
            {
                if (++_fields > limits.MaxFields)
                {
                    throw new RefusedRequestException(
                        431, $"there are more than {Say.Count(limits.MaxFields, "header field")} (MaxFields)", nameof(limits.MaxFields));
                }

                var name = HttpBytes.ReadField(line, out var value);
                _framing.Field(line[..name], value);
            }

            _line = end + 1;
        }
    }

    // What is not HTTP at all is told so at its first byte and not when its time is over; and what has no end is not collected.
    private void RefuseEarly(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length - Start > limits.MaxTargetBytes + 64)
        {
            throw new RefusedRequestException(414, $"the request target is longer than {Say.Count(limits.MaxTargetBytes, "byte")} (MaxTargetBytes)", nameof(limits.MaxTargetBytes));
        }

        if (bytes.IsEmpty || HttpBytes.Token.Contains(bytes[0]) || bytes[0] == '\r') return;
        throw RefusedRequestException.Bad(bytes[0] == 0x16
            ? "this looks like TLS: the client was told https://, and this server speaks http://"
            : "a request begins with the name of a method, such as GET");
    }

    private void ReadRequestLine(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        if (space < 1 || !HttpBytes.IsToken(line[..space]))
        {
            throw RefusedRequestException.Bad("the request line does not begin with a method and one blank");
        }

        var method = line[..space];
        var rest = line[(space + 1)..];
        space = rest.IndexOf((byte)' ');
        if (space < 0) throw RefusedRequestException.Bad("the request line is not METHOD, blank, target, blank, version");
        var target = rest[..space];
        var version = rest[(space + 1)..];
        if (target.Length > limits.MaxTargetBytes)
        {
            throw new RefusedRequestException(414, $"the request target is longer than {Say.Count(limits.MaxTargetBytes, "byte")} (MaxTargetBytes)", nameof(limits.MaxTargetBytes));
        }

        if (target.IsEmpty || target.ContainsAnyExcept(HttpBytes.Target))
        {
            throw RefusedRequestException.Bad("the request target is empty or has a character that no target may have");
        }

        _framing.Version(version);
        (MethodLength, TargetLength, PathStart) = (method.Length, target.Length, FindPath(method, target));
    }

    // The four forms of a target: RFC 9112, section 3.2.
    private static int FindPath(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target)
    {
        if (target[0] == '/') return 0;
        if (method.SequenceEqual("CONNECT"u8)) return target.Length;
        if (target.SequenceEqual("*"u8) && method.SequenceEqual("OPTIONS"u8)) return target.Length;
        if (target.Length > 7 && HttpBytes.Same(target[..7], "http://"u8))
        {
            var path = target[7..].IndexOfAny((byte)'/', (byte)'?');
            return path < 0 ? target.Length : path + 7;
        }

        throw RefusedRequestException.Bad("the request target does not begin with a slash");
    }
}
