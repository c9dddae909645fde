// expect: without having said a name | null
var inTheRoom = new ConcurrentDictionary<Connection, Mailbox>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    var name = ChatText.Clean(await client.ReadLineAsync(stop) ?? "");
    var mine = new Mailbox(client);
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
