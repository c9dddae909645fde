// expect: words that only begin with q | end of the stream
async Task Upper(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        if (line.StartsWith('q')) return;
        await client.SendLineAsync(line.ToUpperInvariant(), stop);
    }
}
