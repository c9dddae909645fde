// expect: q ends the conversation | stays open
async Task Upper(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        if (line == "q") continue;
        await client.SendLineAsync(line.ToUpperInvariant(), stop);
    }
}
