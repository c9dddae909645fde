using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

public sealed partial class Connection
{
    // One call to the runtime's send returns only when everything has left, so the time limit of one send is per piece of this size: a
    // reader that is slow but does read is not mistaken for one that has stopped.
    private const int SendPiece = 128 * 1024;

    /// <summary>
    /// Sends all of the bytes, however many calls that takes (<c>send</c> may take less than it is given). Returns when the operating
    /// system has them, which says nothing about the other end.
    /// </summary>
    /// <param name="bytes">What to send; nothing when empty. Leave it unchanged until the call returns.</param>
    /// <param name="cancellationToken">
    /// Gives up the wait. Part of the message may have left by then, so close the connection: a next message would be taken for the rest.
    /// </param>
    /// <exception cref="PeerResetException">
    /// The other end is gone. TCP notices at the second send: the first one only makes the other end answer with a reset.
    /// </exception>
    /// <exception cref="ConnectionTimeoutException">
    /// The other end did not read for <see cref="ConnectionOptions.SendTimeout"/>. Close the connection: part of the message has left.
    /// </exception>
    /// <exception cref="InvalidOperationException">This end has said that it sends no more (<see cref="ShutdownSend"/>).</exception>
    /// <exception cref="ObjectDisposedException">This end is closed, or was closed while the call waited.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        ThrowIfSendingIsOver();
        cancellationToken.ThrowIfCancellationRequested();
        if (bytes.IsEmpty) return;
        await _sendGate.WaitAsync(cancellationToken);
        try
        {
            ThrowIfSendingIsOver();
            // Recorded before the call: the other end may record its receive before this one returns.
            Record(WireEventKind.Send, bytes.Span, offset: BytesSent);
            while (!bytes.IsEmpty)
            {
                var sent = await Socket.SendAsync(
                    bytes[..Math.Min(bytes.Length, SendPiece)],
                    SocketFlags.None,
                    _sendDeadline.Begin(Options.SendTimeout, cancellationToken));
                _sendDeadline.End();
                Interlocked.Add(ref _bytesSent, sent);
                Server?.CountSent(sent);
                bytes = bytes[sent..];
            }
        }
        catch (OperationCanceledException e) when (_sendDeadline.Expired && !IsDisposed)
        {
            SendWasGivenUp = true;
            throw new ConnectionTimeoutException(
                nameof(Options.SendTimeout),
                $"{RemoteEndPoint} did not read for {Say.Duration(Options.SendTimeout)}: " +
                $"up to {Say.Count(bytes.Length, "byte")} of the message are still here.", e);
        }
        catch (Exception e)
        {
            SendWasGivenUp = true;
            throw Translate(e, cancellationToken);
        }
        finally
        {
            _sendDeadline.End();
            _sendGate.Release();
        }
    }

    /// <summary>Encodes the text as UTF-8 (RFC 3629) and sends all of it.</summary>
    /// <param name="text">What to send.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public ValueTask SendTextAsync(string text, CancellationToken cancellationToken = default) =>
        SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Sends the text as UTF-8 and a line feed after it, in one piece.</summary>
    /// <param name="line">What to send. A line feed inside it makes two lines of it at the other end.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public ValueTask SendLineAsync(string line, CancellationToken cancellationToken = default) =>
        SendTextAsync(line + "\n", cancellationToken);

    private void ThrowIfSendingIsOver()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (HasShutdownSend) throw SendingIsOver();
    }

    internal const string SendingIsOverMessage =
        "This end has said that it sends no more (ShutdownSend), so it cannot send. Send first, then shut down.";

    private static InvalidOperationException SendingIsOver(Exception? inner = null) => new(SendingIsOverMessage, inner);
}
