// expect: who does not read holds up nobody, and is dropped | the one whose queue is full is
class Letters
{
    readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    readonly Task _writer;
    public Letters(Connection client) => _writer = WriteAsync(client);
    public void Post(string line) => _lines.Writer.TryWrite(line);
    public Task CloseAsync() { _lines.Writer.TryComplete(); return _writer; }
    async Task WriteAsync(Connection client)
    {
        try { await foreach (var line in _lines.Reader.ReadAllAsync()) await client.SendLineAsync(line); }
        catch (Exception) { }
    }
}
var inTheRoom = new ConcurrentDictionary<Connection, Letters>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } name) return;
    name = ChatText.Clean(name);
    var mine = new Letters(client);
    inTheRoom[client] = mine;
    try
    {
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has joined");
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            foreach (var (other, box) in inTheRoom)
                if (other != client) box.Post($"From {name} - {ChatText.Clean(line)}");
    }
    finally
    {
        inTheRoom.TryRemove(client, out _);
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has left");
        await mine.CloseAsync();
    }
}
