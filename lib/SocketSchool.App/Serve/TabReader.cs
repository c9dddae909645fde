using System.Net.WebSockets;

namespace SocketSchool.App.Serve;

/// <summary>Reads the messages of a page: whole, text, no larger and no more often than a page has reason to send.</summary>
sealed class TabReader(WebSocket socket, TimeProvider time)
{
    /// <summary>Bytes in one message.</summary>
    public const int SizeLimit = 1024 * 1024;

    /// <summary>Messages that may come at once.</summary>
    public const int Burst = 200;

    /// <summary>Messages a second, on and on.</summary>
    public const int PerSecond = 50;

    byte[] buffer = new byte[16 * 1024];
    double allowance = Burst;
    long last = time.GetTimestamp();

    /// <summary>Why reading ended, if it was the page's fault.</summary>
    public (WebSocketCloseStatus Status, string Reason)? Refusal { get; private set; }

    /// <summary>The next message, valid until the next call; <see langword="null"/> at the end, and after a refusal.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= SizeLimit)
                    return Refuse(WebSocketCloseStatus.MessageTooBig, "The message is larger than 1 MiB.");
                Array.Resize(ref buffer, Math.Min(length * 4, SizeLimit));
            }

            var got = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (got.MessageType == WebSocketMessageType.Close)
                return null;
            if (got.MessageType != WebSocketMessageType.Text)
                return Refuse(WebSocketCloseStatus.InvalidMessageType, "Only text messages are understood.");
            length += got.Count;
            if (got.EndOfMessage)
                return MayPass() ? buffer.AsMemory(0, length) : Refuse(WebSocketCloseStatus.PolicyViolation, "Too many messages a second.");
        }
    }

    ReadOnlyMemory<byte>? Refuse(WebSocketCloseStatus status, string reason)
    {
        Refusal = (status, reason);
        return null;
    }

    bool MayPass()
    {
        var now = time.GetTimestamp();
        allowance = Math.Min(Burst, allowance + (time.GetElapsedTime(last, now).TotalSeconds * PerSecond));
        last = now;
        return --allowance >= 0;
    }
}
