// expect: one line in three writes
var inTheRoom = new ConcurrentDictionary<Connection, Mailbox>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    var buffer = new byte[65536];
    async Task<string> Read()
    {
        var got = await client.ReceiveAsync(buffer, stop);
        return Encoding.UTF8.GetString(buffer, 0, got).TrimEnd('\n');
    }
    var name = await Read();
    inTheRoom[client] = new Mailbox(client);
    try
    {
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has joined");
        string line;
        while ((line = await Read()) != "" && line != "quit")
            foreach (var (other, box) in inTheRoom)
                if (other != client) box.Post($"From {name} - {line}");
    }
    finally
    {
        inTheRoom.TryRemove(client, out _);
        foreach (var (_, box) in inTheRoom) box.Post($"* {name} has left");
    }
}
