namespace SocketSchool.Tests;

/// <summary>Somebody in a room, on a bare socket.</summary>
internal sealed class ChatClient(PlainClient socket) : IDisposable
{
    public static async Task<ChatClient> EnterAsync(ChatServer room)
    {
        var client = new ChatClient(await PlainClient.ConnectAsync(room));
        Assert.StartsWith("* welcome, you are ", await client.NextAsync());
        return client;
    }

    public Task SayAsync(string line) => socket.SendAsync(line + "\n");

    public Task SendAsync(byte[] bytes) => socket.SendAsync(bytes);

    /// <summary>The next line without its end; empty when the stream has ended.</summary>
    public async Task<string> NextAsync() => (await socket.ReadLineAsync()).TrimEnd('\n');

    /// <summary>Reads on until a line that ends like this.</summary>
    public async Task<string> UntilAsync(string ending)
    {
        while (true)
        {
            var line = await NextAsync();
            if (line.EndsWith(ending, StringComparison.Ordinal)) return line;
            Assert.True(line.Length > 0, $"The stream ended before \"{ending}\".");
        }
    }

    public Task<byte[]> ReadAsync(int count) => socket.ReadAsync(count);

    public Task<string> ReadToEndAsync() => socket.ReadToEndAsync();

    public void Finish() => socket.Finish();

    public void Reset() => socket.Reset();

    public void Dispose() => socket.Dispose();
}
