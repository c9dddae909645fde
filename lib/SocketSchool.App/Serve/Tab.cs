using System.Net.WebSockets;
using System.Threading.Channels;

namespace SocketSchool.App.Serve;

/// <summary>One page that shows a lesson: a WebSocket (RFC 6455), and the messages on their way to it.</summary>
sealed class Tab : IAsyncDisposable
{
    /// <summary>Bytes that may wait for a page that does not read; then it is cut off, and gets everything when it comes again.</summary>
    public const int WaitingLimit = 64 * 1024 * 1024;

    static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource gone = new();
    readonly Channel<byte[]> waiting = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    readonly WebSocket socket;
    Task sending = Task.CompletedTask;
    long waitingBytes;

    Tab(WebSocket socket) => this.socket = socket;

    /// <summary>Begins to send.</summary>
    /// <param name="socket">The connection.</param>
    public static Tab Start(WebSocket socket)
    {
        var tab = new Tab(socket);
        tab.sending = tab.SendAllAsync();
        return tab;
    }

    /// <summary>Whether the page shows the panel of running servers, which is then told in full.</summary>
    public bool ShowsPanel { get; set; }

    /// <summary>Puts a message on its way. Never blocks.</summary>
    public void Send(byte[] message)
    {
        if (Interlocked.Add(ref waitingBytes, message.Length) > WaitingLimit)
            socket.Abort();
        else
            waiting.Writer.TryWrite(message);
    }

    /// <summary>Sends what waits and says goodbye, with a reason; neither may take long.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        waiting.Writer.TryComplete();
        using var limit = new CancellationTokenSource(CloseLimit);
        try
        {
            await sending.WaitAsync(limit.Token);
            await socket.CloseOutputAsync(status, reason, limit.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone already.
        }
    }

    /// <summary>Stops sending.</summary>
    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await sending;
        gone.Dispose();
    }

    async Task SendAllAsync()
    {
        try
        {
            await foreach (var message in waiting.Reader.ReadAllAsync(gone.Token))
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, gone.Token);
                Interlocked.Add(ref waitingBytes, -message.Length);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The page has gone.
        }
    }
}
