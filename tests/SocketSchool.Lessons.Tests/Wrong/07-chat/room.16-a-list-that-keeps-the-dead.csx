// expect: all the others hear | Somebody who has left is still in your collection
var everybody = new List<Connection>();
async Task NamedRoom(Connection client, CancellationToken stop)
{
    var name = await client.ReadLineAsync(stop);
    everybody.Add(client);
    foreach (var one in everybody) await one.SendLineAsync($"* {name} has joined", stop);
    while (await client.ReadLineAsync(stop) is { } line && line != "quit")
        foreach (var one in everybody)
            if (one != client) await one.SendLineAsync($"From {name} - {line}", stop);
}
