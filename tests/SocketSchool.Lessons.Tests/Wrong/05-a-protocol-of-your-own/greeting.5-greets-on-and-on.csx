// expect: one name | stays open
async Task Greeting(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        var name = line.Trim();
        await client.SendLineAsync(name == "" ? "error: no name" : $"hi {name}", stop);
    }
}
