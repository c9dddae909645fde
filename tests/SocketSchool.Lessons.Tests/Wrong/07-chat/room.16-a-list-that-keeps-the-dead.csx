// expect: all the others hear | Somebody who has left is still in your collection
var everybody = new List<Connection>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    var name = await client.ReadLineAsync(stop);
    Connection[] now;
    lock (everybody)
    {
        everybody.Add(client);
        now = everybody.ToArray();
    }
    foreach (var one in now) await one.SendLineAsync($"* {name} has joined", stop);
    while (await client.ReadLineAsync(stop) is { } line && line != "quit")
    {
        lock (everybody) now = everybody.ToArray();
        foreach (var one in now)
            if (one != client) await one.SendLineAsync($"From {name} - {line}", stop);
    }
}
