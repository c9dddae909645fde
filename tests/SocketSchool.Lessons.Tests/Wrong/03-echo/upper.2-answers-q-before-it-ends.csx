// expect: q ends the conversation | "Q\n"
async Task Upper(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        await client.SendLineAsync(line.ToUpperInvariant(), stop);
        if (line == "q") return;
    }
}
