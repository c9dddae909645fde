// expect: a name of 20,000 letters | (20,004 bytes in all)
async Task Greeting(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)    // null: it left without a name
    {
        var name = line.Trim();
        if (name.Length > 100) name = name[..100];
        if (name != "")
        {
            await client.SendLineAsync($"hi {name}", stop);
            return;                                         // one greeting, then the connection is closed
        }
        await client.SendLineAsync("error: no name", stop);
    }
}
