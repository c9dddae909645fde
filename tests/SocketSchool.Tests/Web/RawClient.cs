using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests.Web;

/// <summary>A client on a bare socket, who sends whatever bytes a test wants and reads answers by their Content-Length. Latin-1 throughout.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _unread = [];

    public static async Task<RawClient> ConnectAsync(WebServer server)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(server.ReachableEndPoint).Soon();
        return client;
    }

    /// <summary>Sends the bytes, half-closes and returns everything that comes.</summary>
    public static async Task<string> AskAsync(WebServer server, string request)
    {
        using var client = await ConnectAsync(server);
        await client.SendAsync(request);
        client._socket.Shutdown(SocketShutdown.Send);
        return await client.ReadToEndAsync();
    }

    public async Task SendAsync(string bytes)
    {
        for (ReadOnlyMemory<byte> rest = Encoding.Latin1.GetBytes(bytes); !rest.IsEmpty;) rest = rest[await _socket.SendAsync(rest).Soon()..];
    }

    /// <summary>Each byte on its own, the next one when the server has read the one before.</summary>
    public async Task DripAsync(WebServer server, string bytes)
    {
        foreach (var one in bytes)
        {
            var before = server.BytesReceived;
            await SendAsync(one.ToString());
            await Waiting.Until(() => server.BytesReceived > before, "the server read the byte");
        }
    }

    /// <summary>One answer: the head, and as much content as it says (none for a HEAD, a 204 or a 304).</summary>
    public async Task<Answer> ReadAsync(bool isHead = false)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)await ReadByteAsync());
        var answer = new Answer(head.ToString(), "");
        if (isHead || answer.Status is 204 or 304 or 100) return answer;
        var body = new StringBuilder();
        for (var left = int.Parse(answer["Content-Length"]!, CultureInfo.InvariantCulture); left > 0; left--) body.Append((char)await ReadByteAsync());
        return answer with { Body = body.ToString() };
    }

    public async Task<string> ReadToEndAsync()
    {
        while (await FillAsync() > 0)
        {
        }

        return Encoding.Latin1.GetString([.. _unread]);
    }

    public void Finish() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<byte> ReadByteAsync()
    {
        if (_unread.Count == 0 && await FillAsync() == 0) throw new EndOfStreamException("The server closed in the middle of an answer.");
        var one = _unread[0];
        _unread.RemoveAt(0);
        return one;
    }

    private async Task<int> FillAsync()
    {
        var buffer = new byte[64 * 1024];
        var got = await _socket.ReceiveAsync(buffer).Soon();
        _unread.AddRange(buffer.AsSpan(0, got));
        return got;
    }

    public sealed record Answer(string Head, string Body)
    {
        public int Status => int.Parse(Head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);

        public string? this[string name] => Head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }
}
