using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

/// <summary>A client on a bare socket, as a stranger's program would be; every wait ends after 20 seconds.</summary>
internal sealed class PlainClient : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket _socket;

    private PlainClient(Socket socket) => _socket = socket;

    public static async Task<PlainClient> ConnectAsync(TcpServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.ReachableEndPoint).WaitAsync(Patience);
        return new PlainClient(socket);
    }

    /// <summary>Connects, sends everything, half-closes and returns the whole answer.</summary>
    public static async Task<string> AskAsync(TcpServer server, string text)
    {
        using var client = await ConnectAsync(server);
        await client.SendAsync(text);
        client.Finish();
        return await client.ReadToEndAsync();
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent)).AsTask().WaitAsync(Patience);
        }
    }

    /// <summary>Sends each byte on its own and waits until the server has it, so that no two of them meet in one receive.</summary>
    public async Task DripAsync(TcpServer server, string text)
    {
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            var before = server.BytesReceived;
            await SendAsync([one]);
            await Until.TrueAsync(() => server.BytesReceived > before);
        }
    }

    public void Finish() => _socket.Shutdown(SocketShutdown.Send);

    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count;)
        {
            var got = await _socket.ReceiveAsync(bytes.AsMemory(have)).AsTask().WaitAsync(Patience);
            if (got == 0) return bytes[..have];
            have += got;
        }

        return bytes;
    }

    /// <summary>What one receive brings.</summary>
    public async Task<string> ReadSomeAsync()
    {
        var bytes = new byte[4096];
        return Encoding.UTF8.GetString(bytes, 0, await _socket.ReceiveAsync(bytes.AsMemory()).AsTask().WaitAsync(Patience));
    }

    /// <summary>One line with its end; what there is when the stream ends before.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = new List<byte>();
        while (line.Count == 0 || line[^1] != '\n')
        {
            var one = await ReadAsync(1);
            if (one.Length == 0) break;
            line.Add(one[0]);
        }

        return Encoding.UTF8.GetString([.. line]);
    }

    public async Task<string> ReadTextAsync(int bytes) => Encoding.UTF8.GetString(await ReadAsync(bytes));

    public async Task<string> ReadToEndAsync() => Encoding.UTF8.GetString(await ReadAsync(1 << 20));

    public void Dispose() => _socket.Dispose();
}
