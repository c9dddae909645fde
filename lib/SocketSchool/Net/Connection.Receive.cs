using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

public sealed partial class Connection
{
    private const int ToEndChunk = 16 * 1024;

    /// <summary>Receives whatever is there, at least one byte, or 0 at the end of the stream.</summary>
    /// <param name="buffer">
    /// Where to put it; its length is the most that this call takes. Nothing fits into an empty one: that returns 0 too.
    /// </param>
    /// <param name="cancellationToken">Gives up the wait; nothing is lost, and the connection may be used on.</param>
    /// <returns>The number of bytes received; 0 when the other end sends no more, in this call and in every later one.</returns>
    /// <exception cref="PeerResetException">The other end is gone.</exception>
    /// <exception cref="ConnectionTimeoutException">
    /// Nothing came for <see cref="ConnectionOptions.ReceiveTimeout"/>. The connection may be used on.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another receive is under way on this connection.</exception>
    /// <exception cref="ObjectDisposedException">This end is closed, or was closed while the call waited.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        BeginReceive();
        try
        {
            return await ReceiveSomeAsync(buffer, cancellationToken);
        }
        finally
        {
            EndReceive();
        }
    }

    /// <summary>Receives exactly as many bytes as asked for, however many pieces they come in.</summary>
    /// <param name="count">
    /// How many; 0 returns an empty array at once. The array is made before the bytes come, so check a count that came over the network first.
    /// </param>
    /// <param name="cancellationToken">Gives up the wait; what had come stays for the next call.</param>
    /// <returns>The bytes, or <c>null</c> when the stream ended before the first of them.</returns>
    /// <exception cref="EndOfStreamException">The stream ended in the middle of them; what had come stays for the next call.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public async ValueTask<byte[]?> ReceiveExactlyAsync(int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        BeginReceive();
        var bytes = new byte[count];
        var have = 0;
        try
        {
            while (have < count)
            {
                var got = await ReceiveSomeAsync(bytes.AsMemory(have), cancellationToken);
                if (got == 0) return have == 0 ? null : throw EndedEarly(have, count);
                have += got;
            }

            return bytes;
        }
        catch when (have > 0)
        {
            PutBack(bytes, have);
            throw;
        }
        finally
        {
            EndReceive();
        }
    }

    /// <summary>Receives everything until the other end says that it sends no more (closes or half-closes).</summary>
    /// <param name="maxBytes">The most to take; 16 MiB by default.</param>
    /// <param name="cancellationToken">Gives up the wait; what had come stays for the next call.</param>
    /// <returns>The bytes; an empty array when there are none left.</returns>
    /// <exception cref="LimitExceededException">More than <paramref name="maxBytes"/> came; it stays for the next call.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is negative.</exception>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public async ValueTask<byte[]> ReceiveToEndAsync(int maxBytes = 16 * 1024 * 1024, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        BeginReceive();
        var bytes = Array.Empty<byte>();
        var have = 0;
        try
        {
            while (true)
            {
                if (have == bytes.Length) Array.Resize(ref bytes, Math.Max(ToEndChunk, have * 2));
                var got = await ReceiveSomeAsync(bytes.AsMemory(have), cancellationToken);
                if (got == 0) return bytes[..have];
                have += got;
                if (have > maxBytes)
                {
                    throw new LimitExceededException(
                        nameof(maxBytes), $"{RemoteEndPoint} sent more than {Say.Count(maxBytes, "byte")} (maxBytes).");
                }
            }
        }
        catch when (have > 0)
        {
            PutBack(bytes, have);
            throw;
        }
        finally
        {
            EndReceive();
        }
    }

    private void BeginReceive()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Interlocked.Exchange(ref _receiving, 1) != 0)
        {
            throw new InvalidOperationException(
                "Another receive is under way on this connection. Wait for it: two readers would each get some of the bytes.");
        }
    }

    private void EndReceive() => Volatile.Write(ref _receiving, 0);

    private EndOfStreamException EndedEarly(int have, int count) => new(
        $"{RemoteEndPoint} ended the stream after {Say.Number(have)} of the {Say.Count(count, "byte")} that were to come.");

    private ValueTask<int> ReceiveSomeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _pendingEnd == _pendingStart
            ? ReceiveFromSocketAsync(buffer, cancellationToken)
            : ValueTask.FromResult(TakePending(buffer.Span));
    }

    // Pooled, because it is awaited here and exactly once; the public calls are not, because a learner may await theirs twice.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveFromSocketAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var got = await Socket.ReceiveAsync(
                buffer, SocketFlags.None, _receiveDeadline.Begin(Options.ReceiveTimeout, cancellationToken));
            if (got > 0)
            {
                var before = Interlocked.Add(ref _bytesReceived, got) - got;
                Server?.CountReceived(got);
                Record(WireEventKind.Receive, buffer.Span[..got], offset: before);
            }
            else if (buffer.Length > 0 && !PeerHasFinished)
            {
                PeerHasFinished = true;
                Record(WireEventKind.EndOfStream);
            }

            return got;
        }
        catch (OperationCanceledException e) when (_receiveDeadline.Expired && !IsDisposed)
        {
            throw new ConnectionTimeoutException(
                Server is null ? nameof(Options.ReceiveTimeout) : nameof(ServerOptions.IdleTimeout),
                $"{RemoteEndPoint} sent nothing for {Say.Duration(Options.ReceiveTimeout)}.", e);
        }
        catch (Exception e)
        {
            throw Translate(e, cancellationToken);
        }
        finally
        {
            _receiveDeadline.End();
        }
    }
}
