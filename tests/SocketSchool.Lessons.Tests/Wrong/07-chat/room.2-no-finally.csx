// expect: who is reset is out | finally
var inTheRoom = new ConcurrentDictionary<Connection, Mailbox>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } name) return;
    inTheRoom[client] = new Mailbox(client);
    foreach (var (_, box) in inTheRoom) box.Post($"* {name} has joined");
    while (await client.ReadLineAsync(stop) is { } line && line != "quit")
        foreach (var (other, box) in inTheRoom)
            if (other != client) box.Post($"From {name} - {line}");
    inTheRoom.TryRemove(client, out _);
    foreach (var (_, box) in inTheRoom) box.Post($"* {name} has left");
}
