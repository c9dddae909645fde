// expect: a newcomer is announced
var inTheRoom = new Dictionary<Connection, Mailbox>();
var gate = new SemaphoreSlim(1);
async Task NamedRoom(Connection client, CancellationToken stop)
{
    await gate.WaitAsync(stop);
    try
    {
        if (await client.ReadLineAsync(stop) is not { } name) return;
        inTheRoom[client] = new Mailbox(client);
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has joined");
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            foreach (var (other, box) in inTheRoom)
                if (other != client) box.Post($"From {name} - {line}");
        inTheRoom.Remove(client);
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has left");
    }
    finally
    {
        gate.Release();
    }
}
