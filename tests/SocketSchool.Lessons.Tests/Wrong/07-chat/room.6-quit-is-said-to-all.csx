// expect: quit leaves | closes
var inTheRoom = new ConcurrentDictionary<Connection, Mailbox>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } name) return;
    inTheRoom[client] = new Mailbox(client);
    try
    {
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has joined");
        while (await client.ReadLineAsync(stop) is { } line)
            foreach (var (other, box) in inTheRoom)
                if (other != client) box.Post($"From {name} - {line}");
    }
    finally
    {
        inTheRoom.TryRemove(client, out _);
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has left");
    }
}
