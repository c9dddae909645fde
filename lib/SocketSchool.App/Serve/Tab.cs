using System.Net.WebSockets;
using System.Threading.Channels;

namespace SocketSchool.App.Serve;

/// <summary>One page that shows a lesson: a WebSocket (RFC 6455), and the messages on their way to it.</summary>
sealed class Tab(WebSocket socket)
{
    /// <summary>Bytes that may wait for a page that does not read; then it is cut off, and gets everything when it comes again.</summary>
    public const int WaitingLimit = 64 * 1024 * 1024;

    static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    readonly Channel<byte[]> waiting = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    long waitingBytes;

    /// <summary>Puts a message on its way. Never blocks.</summary>
    public void Send(byte[] message)
    {
        if (Interlocked.Add(ref waitingBytes, message.Length) > WaitingLimit)
            socket.Abort();
        else
            waiting.Writer.TryWrite(message);
    }

    /// <summary>Sends what waits, until the end of the connection.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in waiting.Reader.ReadAllAsync(cancellationToken))
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
                Interlocked.Add(ref waitingBytes, -message.Length);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The page has gone.
        }
    }

    /// <summary>Says goodbye, with a reason, and does not wait long for an answer.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        waiting.Writer.TryComplete();
        using var limit = new CancellationTokenSource(CloseLimit);
        try
        {
            await socket.CloseOutputAsync(status, reason, limit.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone already.
        }
    }
}
