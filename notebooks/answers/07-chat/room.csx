var inTheRoom = new ConcurrentDictionary<Connection, Mailbox>();

void TellAll(string line, Connection except)
{
    foreach (var (client, box) in inTheRoom)
        if (client != except) box.Post(line);
}

async Task NamedRoom(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } text) return;
    var name = ChatText.Clean(text);
    var mine = new Mailbox(client);
    inTheRoom[client] = mine;
    try
    {
        TellAll($"* {name} has joined", null!);
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            TellAll($"From {name} - {ChatText.Clean(line)}", client);
    }
    finally
    {
        // First out, then the notice: nobody tells the leaver, and nobody else comes back to it.
        inTheRoom.TryRemove(client, out _);
        TellAll($"* {name} has left", client);
        await mine.CloseAsync();
    }
}
