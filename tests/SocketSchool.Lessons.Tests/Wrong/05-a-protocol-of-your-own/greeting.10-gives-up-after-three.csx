// expect: ten lines without a name | end of the stream
async Task Greeting(Connection client, CancellationToken stop)
{
    for (var attempt = 1; attempt <= 3; attempt++)
    {
        if (await client.ReadLineAsync(stop) is not { } line) return;
        var name = line.Trim();
        if (name != "")
        {
            await client.SendLineAsync($"hi {name}", stop);
            return;                                         // one greeting, then the connection is closed
        }
        await client.SendLineAsync("error: no name", stop);
    }
}
