// expect: a half-close instead of q | after an error in your code
async Task Upper(Connection client, CancellationToken stop)
{
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        if (line == "q") return;
        await client.SendLineAsync(line!.ToUpperInvariant(), stop);
    }
}
