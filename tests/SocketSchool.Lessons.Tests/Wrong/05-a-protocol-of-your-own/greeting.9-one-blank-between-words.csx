// expect: a line end of another system | hi Ada Lovelace
async Task Greeting(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)    // null: it left without a name
    {
        var name = string.Join(" ", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (name != "")
        {
            await client.SendLineAsync($"hi {name}", stop);
            return;                                         // one greeting, then the connection is closed
        }
        await client.SendLineAsync("error: no name", stop);
    }
}
