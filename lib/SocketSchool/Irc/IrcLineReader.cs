namespace SocketSchool;

/// <summary>
/// Cuts a stream of bytes into lines of at most 510 bytes. LF alone ends a line too, as everywhere in IRC. A line that is too long is
/// thrown away up to its end, and the next one is read as if nothing had happened.
/// </summary>
internal sealed class IrcLineReader
{
    private readonly byte[] _line = new byte[IrcMessage.MaxBytes];
    private int _length;
    private bool _isTooLong;

    /// <summary>Takes what one receive gave, and returns the lines that are now complete; <c>null</c> stands for one that was too long.</summary>
    public List<string?> Take(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string?>();
        while (true)
        {
            var feed = bytes.IndexOf((byte)'\n');
            Keep(feed < 0 ? bytes : bytes[..feed]);
            if (feed < 0) return lines;
            var line = _line.AsSpan(0, _length);
            if (line.EndsWith("\r"u8)) line = line[..^1];
            lines.Add(_isTooLong || line.Length > IrcMessage.MaxBytes - 2 ? null : IrcText.Decode(line));
            (_length, _isTooLong) = (0, false);
            bytes = bytes[(feed + 1)..];
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _isTooLong |= bytes.Length > _line.Length - _length;
        if (_isTooLong) return;
        bytes.CopyTo(_line.AsSpan(_length));
        _length += bytes.Length;
    }
}
