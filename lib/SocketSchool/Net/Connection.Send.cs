using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

public sealed partial class Connection
{
    /// <summary>Sends all of the bytes, however many calls that takes (<c>send</c> may take less than it is given).</summary>
    /// <param name="bytes">What to send; nothing when empty.</param>
    /// <param name="cancellationToken">Gives up the wait; some of the bytes may have left by then.</param>
    /// <exception cref="PeerResetException">The other end is gone.</exception>
    /// <exception cref="ConnectionTimeoutException">The other end did not read for <see cref="ConnectionOptions.SendTimeout"/>.</exception>
    /// <exception cref="ObjectDisposedException">This end is closed.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        await _sendGate.WaitAsync(cancellationToken);
        try
        {
            // Recorded before the call: the other end may record its receive before this one returns.
            Record(WireEventKind.Send, bytes.Span, offset: BytesSent);
            while (!bytes.IsEmpty)
            {
                var sent = await Socket.SendAsync(
                    bytes, SocketFlags.None, _sendDeadline.Begin(Options.SendTimeout, cancellationToken));
                _sendDeadline.End();
                Interlocked.Add(ref _bytesSent, sent);
                bytes = bytes[sent..];
            }
        }
        catch (OperationCanceledException e) when (_sendDeadline.Expired)
        {
            throw new ConnectionTimeoutException(
                nameof(Options.SendTimeout),
                $"{RemoteEndPoint} did not read for {Say.Duration(Options.SendTimeout)}: {bytes.Length:N0} bytes are still waiting.", e);
        }
        catch (SocketException e) when (IsReset(e))
        {
            throw Reset(e);
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
}
