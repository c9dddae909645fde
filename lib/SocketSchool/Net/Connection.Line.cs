using System.Text;

namespace SocketSchool;

public sealed partial class Connection
{
    private const int LineChunk = 4096;

    // Bytes taken from the operating system and not yet returned: what came behind a line, or a message that was given up half-way.
    private byte[] _pending = [];
    private int _pendingStart;
    private int _pendingEnd;

    /// <summary>
    /// Reads one line of UTF-8 text that ends with LF or CR LF, however the network cut it up. A character split over two reads stays
    /// whole; bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    /// <param name="cancellationToken">Gives up the wait; what had come stays for the next call.</param>
    /// <returns>The line without its end, the rest of the stream if it ends without a line end, or <c>null</c> when nothing is left.</returns>
    /// <exception cref="LimitExceededException">
    /// The line is longer than <see cref="ConnectionOptions.MaxLineBytes"/>. Where the next one begins is unknown, so reading on throws again.
    /// </exception>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken = default)
    {
        BeginReceive();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var searched = 0;
            while (true)
            {
                var have = _pendingEnd - _pendingStart;
                var feed = _pending.AsSpan(_pendingStart + searched, have - searched).IndexOf((byte)'\n');
                var end = feed < 0 ? have : searched + feed;
                // While no LF has come, a CR at the end may still turn out to belong to the line end.
                var length = end > 0 && _pending[_pendingStart + end - 1] == '\r' ? end - 1 : end;
                ThrowIfTooLong(length);
                if (feed >= 0) return TakeLine(length, end + 1);
                searched = have;
                MakeRoom();
                var got = await ReceiveFromSocketAsync(_pending.AsMemory(_pendingEnd), cancellationToken);
                _pendingEnd += got;
                if (got > 0) continue;
                if (have == 0) return null;
                ThrowIfTooLong(have);
                return TakeLine(have, have);
            }
        }
        finally
        {
            EndReceive();
        }
    }

    private void ThrowIfTooLong(int length)
    {
        if (length <= Options.MaxLineBytes) return;
        throw new LimitExceededException(
            nameof(Options.MaxLineBytes),
            $"{RemoteEndPoint} sent a line of more than {Say.Count(Options.MaxLineBytes, "byte")} (MaxLineBytes).");
    }

    private string TakeLine(int length, int consumed)
    {
        var line = Encoding.UTF8.GetString(_pending, _pendingStart, length);
        _pendingStart += consumed;
        return line;
    }

    private int TakePending(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _pendingEnd - _pendingStart);
        _pending.AsSpan(_pendingStart, count).CopyTo(buffer);
        _pendingStart += count;
        return count;
    }

    private void PutBack(byte[] bytes, int count)
    {
        byte[] all = [.. bytes.AsSpan(0, count), .. _pending.AsSpan(_pendingStart, _pendingEnd - _pendingStart)];
        (_pending, _pendingStart, _pendingEnd) = (all, 0, all.Length);
    }

    private void MakeRoom()
    {
        var have = _pendingEnd - _pendingStart;
        if (_pending.Length - _pendingEnd >= LineChunk / 4) return;
        var target = _pending.Length - have >= LineChunk / 4 ? _pending : new byte[Math.Max(LineChunk, have * 2)];
        Array.Copy(_pending, _pendingStart, target, 0, have);
        (_pending, _pendingStart, _pendingEnd) = (target, 0, have);
    }
}
