namespace SocketSchool.Notebooks.Processes;

/// <summary>Reads lines of bytes from a stream, without a limit to their length and without reading ahead of what has come.</summary>
internal sealed class LineReader(Stream stream)
{
    byte[] buffer = new byte[16 * 1024];
    int start;
    int end;

    /// <summary>The next line without its line feed, valid until the next call; <see langword="null"/> at the end of the stream.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = start;
        while (true)
        {
            var at = Array.IndexOf(buffer, (byte)'\n', searched, end - searched);
            if (at >= 0)
            {
                var line = buffer.AsMemory(start, at - start);
                start = at + 1;
                return line;
            }

            searched = MakeRoom();
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
                return null;
            end += read;
        }
    }

    // Returns how far the rest of the buffer was already searched, which is all of it.
    int MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        return end;
    }
}
