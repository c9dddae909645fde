// expect: 20 clients in turns | shared by all clients
var name = "";

async Task Greeting(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)    // null: it left without a name
    {
        name = line.Trim();
        await Task.Delay(1, stop);                          // looks it up somewhere
        if (name != "")
        {
            await client.SendLineAsync($"hi {name}", stop);
            return;                                         // one greeting, then the connection is closed
        }
        await client.SendLineAsync("error: no name", stop);
    }
}
