// expect: blanks around the name | hi  Ada
async Task Greeting(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } name)
    {
        if (name.Trim() == "") { await client.SendLineAsync("error: no name", stop); continue; }
        await client.SendLineAsync($"hi {name}", stop);
        return;
    }
}
