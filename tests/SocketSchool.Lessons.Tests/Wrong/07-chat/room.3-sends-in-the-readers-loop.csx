// expect: who does not read holds up nobody | SendLineAsync may
var inTheRoom = new ConcurrentDictionary<Connection, string>();
async Task TellAll(string line, Connection except)
{
    foreach (var (other, _) in inTheRoom)
    {
        try { if (other != except) await other.SendLineAsync(line); }
        catch (IOException) { inTheRoom.TryRemove(other, out _); }
    }
}
async Task NamedRoom(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } name) return;
    inTheRoom[client] = name;
    try
    {
        await TellAll($"* {name} has joined", null!);
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            await TellAll($"From {name} - {line}", client);
    }
    finally
    {
        inTheRoom.TryRemove(client, out _);
        await TellAll($"* {name} has left", client);
    }
}
