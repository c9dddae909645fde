namespace SocketSchool;

/// <summary>
/// What a request's header says about the message itself: its version, where its body ends, whether another request may follow.
/// RFC 9112, section 6.3, with no second guesses: two programs that disagree about a body's length let a stranger hide one
/// request inside another (request smuggling).
/// </summary>
internal sealed class RequestFraming(WebLimits limits)
{
    private bool _hasLength;
    private bool _hasCoding;
    private bool _hasHost;
    private bool _saysClose;
    private bool _saysKeepAlive;

    /// <summary>The minor version: 0 for HTTP/1.0, 1 for HTTP/1.1.</summary>
    public int Minor { get; private set; }

    /// <summary>The body's length in bytes, 0 when there is none; what it says is nothing when <see cref="IsChunked"/>.</summary>
    public int ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>Whether the header says in any way how long the body is.</summary>
    public bool SaysLength => _hasLength || IsChunked;

    /// <summary>Whether the client waits for <c>100 Continue</c> before it sends its body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>Whether the connection ends after the answer: what was asked for, and the rule of each version (RFC 9112, section 9.3).</summary>
    public bool Closes => _saysClose || (Minor == 0 && !_saysKeepAlive);

    public void Reset()
    {
        (_hasLength, _hasCoding, _hasHost, _saysClose, _saysKeepAlive) = (false, false, false, false, false);
        (Minor, ContentLength, IsChunked, ExpectsContinue) = (0, 0, false, false);
    }

    public void Version(ReadOnlySpan<byte> version)
    {
        if (version.SequenceEqual("HTTP/1.1"u8))
        {
            Minor = 1;
            return;
        }

        if (version.Length != 8 || !version.StartsWith("HTTP/"u8) || version[6] != '.' || !IsDigit(version[5]) || !IsDigit(version[7]))
        {
            throw RefusedRequestException.Bad("the request line does not end with HTTP/1.1");
        }

        if (version[5] != '1') throw new RefusedRequestException(505, "this server speaks HTTP/1.1 and HTTP/1.0");
        Minor = version[7] == '0' ? 0 : 1;
    }

    /// <summary>Takes note of a field. Most mean nothing here and cost one comparison of their length.</summary>
    public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 4 when HttpBytes.Same(name, "host"u8):
                if (_hasHost) throw RefusedRequestException.Bad("there are two Host headers");
                if (value.ContainsAnyExcept(HttpBytes.Host))
                {
                    throw RefusedRequestException.Bad("the Host header has a character that no host may have");
                }

                _hasHost = true;
                break;
            case 6 when HttpBytes.Same(name, "expect"u8):
                if (!HttpBytes.Same(value, "100-continue"u8))
                {
                    throw new RefusedRequestException(417, "the only expectation that can be met is 100-continue");
                }

                ExpectsContinue = true;
                break;
            case 10 when HttpBytes.Same(name, "connection"u8):
                foreach (var part in value.Split((byte)','))
                {
                    var option = HttpBytes.Trim(value[part]);
                    _saysClose |= HttpBytes.Same(option, "close"u8);
                    _saysKeepAlive |= HttpBytes.Same(option, "keep-alive"u8);
                }

                break;
            case 14 when HttpBytes.Same(name, "content-length"u8):
                if (_hasLength) throw RefusedRequestException.Bad("there are two Content-Length headers");
                _hasLength = true;
                ContentLength = ReadLength(value);
                break;
            case 17 when HttpBytes.Same(name, "transfer-encoding"u8):
                if (_hasCoding) throw RefusedRequestException.Bad("there are two Transfer-Encoding headers");
                _hasCoding = true;
                ReadCoding(value);
                break;
        }
    }

    /// <summary>At the empty line: what no single header can tell.</summary>
    public void Finish()
    {
        if (!_hasHost && Minor > 0) throw RefusedRequestException.Bad("an HTTP/1.1 request needs a Host header (RFC 9112, section 3.2)");
        if (_hasCoding && _hasLength)
        {
            throw RefusedRequestException.Bad("Content-Length and Transfer-Encoding together: two answers to where the body ends");
        }

        if (_hasCoding && Minor == 0) throw RefusedRequestException.Bad("HTTP/1.0 has no Transfer-Encoding");
    }

    private int ReadLength(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw RefusedRequestException.Bad("Content-Length is not a number made of digits");
        }

        var length = 0L;
        foreach (var digit in value)
        {
            length = (length * 10) + (digit - '0');
            if (length > limits.MaxBodyBytes) throw TooLarge(limits);
        }

        return (int)length;
    }

    private void ReadCoding(ReadOnlySpan<byte> value)
    {
        IsChunked = HttpBytes.Same(value, "chunked"u8);
        if (IsChunked) return;
        var last = HttpBytes.Trim(value[(value.LastIndexOf((byte)',') + 1)..]);
        var others = value[..Math.Max(0, value.LastIndexOf((byte)','))];
        if (!HttpBytes.Same(last, "chunked"u8))
        {
            throw RefusedRequestException.Bad(
                "the last Transfer-Encoding is not chunked, so nobody knows where the body ends (RFC 9112, section 6.3)");
        }

        foreach (var part in others.Split((byte)','))
        {
            if (HttpBytes.Same(HttpBytes.Trim(others[part]), "chunked"u8))
            {
                throw RefusedRequestException.Bad("Transfer-Encoding names chunked twice");
            }
        }

        throw new RefusedRequestException(501, "the only Transfer-Encoding that this server knows is chunked");
    }

    public static RefusedRequestException TooLarge(WebLimits limits) =>
        new(413, $"the body is longer than {Say.Count(limits.MaxBodyBytes, "byte")} (MaxBodyBytes)", nameof(limits.MaxBodyBytes));

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
