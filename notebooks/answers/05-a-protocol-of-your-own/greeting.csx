async Task Greeting(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)    // null: it left without a name
    {
        var name = line.Trim();
        if (name != "")
        {
            await client.SendLineAsync($"hi {name}", stop);
            return;                                         // one greeting, then the connection is closed
        }
        await client.SendLineAsync("error: no name", stop);
    }
}
