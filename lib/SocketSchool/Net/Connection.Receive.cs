using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

public sealed partial class Connection
{
    private const int LineChunk = 4096;

    // Bytes that ReadLineAsync took from the operating system beyond the line it returned.
    private byte[] _pending = [];
    private int _pendingStart;
    private int _pendingEnd;

    /// <summary>Receives whatever is there, at least one byte, or 0 at the end of the stream.</summary>
    /// <param name="buffer">Where to put it; its length is the most that this call takes.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>The number of bytes received; 0 when the other end sends no more.</returns>
    /// <exception cref="PeerResetException">The other end is gone.</exception>
    /// <exception cref="ConnectionTimeoutException">Nothing came for <see cref="ConnectionOptions.ReceiveTimeout"/>.</exception>
    /// <exception cref="InvalidOperationException">Another receive is under way on this connection.</exception>
    /// <exception cref="ObjectDisposedException">This end is closed.</exception>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_pendingEnd == _pendingStart) return await ReceiveFromSocketAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, _pendingEnd - _pendingStart);
        _pending.AsMemory(_pendingStart, count).CopyTo(buffer);
        _pendingStart += count;
        return count;
    }

    /// <summary>Receives exactly as many bytes as asked for, however many pieces they come in.</summary>
    /// <param name="count">How many; 0 returns an empty array at once.</param>
    /// <param name="cancellationToken">Gives up the wait; what had come by then is lost.</param>
    /// <returns>The bytes, or <c>null</c> when the stream ended before the first of them.</returns>
    /// <exception cref="EndOfStreamException">The stream ended in the middle of them.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public async ValueTask<byte[]?> ReceiveExactlyAsync(int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            var got = await ReceiveAsync(bytes.AsMemory(have), cancellationToken);
            if (got == 0)
            {
                return have == 0
                    ? null
                    : throw new EndOfStreamException(
                        $"{RemoteEndPoint} ended the stream after {have:N0} of the {count:N0} bytes that were to come.");
            }

            have += got;
        }

        return bytes;
    }

    /// <summary>
    /// Reads one line of UTF-8 text that ends with LF or CR LF, however the network cut it up. A character split over two reads stays
    /// whole; bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    /// <param name="cancellationToken">Gives up the wait; what had come stays for the next call.</param>
    /// <returns>The line without its end, the rest of the stream if it ends without a line end, or <c>null</c> when nothing is left.</returns>
    /// <exception cref="LimitExceededException">The line is longer than <see cref="ConnectionOptions.MaxLineBytes"/>.</exception>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken = default)
    {
        var searched = 0;
        while (true)
        {
            var have = _pendingEnd - _pendingStart;
            var feed = _pending.AsSpan(_pendingStart + searched, have - searched).IndexOf((byte)'\n');
            // One byte more than the limit may be the CR before the LF.
            var length = feed < 0 ? have - 1 : searched + feed - (EndsWithReturn(searched + feed) ? 1 : 0);
            if (length > Options.MaxLineBytes)
            {
                throw new LimitExceededException(
                    nameof(Options.MaxLineBytes),
                    $"{RemoteEndPoint} sent a line of more than {Options.MaxLineBytes:N0} bytes (MaxLineBytes).");
            }

            if (feed >= 0) return TakeLine(length, searched + feed + 1);
            searched = have;
            MakeRoom();
            var got = await ReceiveFromSocketAsync(_pending.AsMemory(_pendingEnd), cancellationToken);
            if (got == 0) return have == 0 ? null : TakeLine(have, have);
            _pendingEnd += got;
        }
    }

    private bool EndsWithReturn(int length) => length > 0 && _pending[_pendingStart + length - 1] == '\r';

    private string TakeLine(int length, int consumed)
    {
        var line = Encoding.UTF8.GetString(_pending, _pendingStart, length);
        _pendingStart += consumed;
        return line;
    }

    private void MakeRoom()
    {
        var have = _pendingEnd - _pendingStart;
        if (_pending.Length - _pendingEnd >= LineChunk / 4) return;
        var target = _pending.Length - have >= LineChunk / 4 ? _pending : new byte[Math.Max(LineChunk, have * 2)];
        Array.Copy(_pending, _pendingStart, target, 0, have);
        (_pending, _pendingStart, _pendingEnd) = (target, 0, have);
    }

    private async ValueTask<int> ReceiveFromSocketAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Interlocked.Exchange(ref _receiving, 1) != 0)
        {
            throw new InvalidOperationException(
                "Another receive is under way on this connection. Wait for it: two readers would each get some of the bytes.");
        }

        try
        {
            var got = await Socket.ReceiveAsync(
                buffer, SocketFlags.None, _receiveDeadline.Begin(Options.ReceiveTimeout, cancellationToken));
            if (got > 0)
            {
                var before = Interlocked.Add(ref _bytesReceived, got) - got;
                Record(WireEventKind.Receive, buffer.Span[..got], offset: before);
            }
            else if (buffer.Length > 0 && !PeerHasFinished)
            {
                PeerHasFinished = true;
                Record(WireEventKind.EndOfStream);
            }

            return got;
        }
        catch (OperationCanceledException e) when (_receiveDeadline.Expired)
        {
            throw new ConnectionTimeoutException(
                nameof(Options.ReceiveTimeout),
                $"{RemoteEndPoint} sent nothing for {Say.Duration(Options.ReceiveTimeout)}.", e);
        }
        catch (SocketException e) when (IsReset(e))
        {
            throw Reset(e);
        }
        finally
        {
            _receiveDeadline.End();
            Volatile.Write(ref _receiving, 0);
        }
    }
}
