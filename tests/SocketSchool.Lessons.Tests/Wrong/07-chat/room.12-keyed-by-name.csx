// expect: two people of one name
var inTheRoom = new ConcurrentDictionary<string, Mailbox>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } name) return;
    name = ChatText.Clean(name);
    var mine = new Mailbox(client);
    inTheRoom[name] = mine;
    try
    {
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has joined");
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            foreach (var (other, box) in inTheRoom)
                if (other != name) box.Post($"From {name} - {ChatText.Clean(line)}");
    }
    finally
    {
        inTheRoom.TryRemove(name, out _);
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has left");
        await mine.CloseAsync();
    }
}
