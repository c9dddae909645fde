// expect: a capital Q is a line like any other | end of the stream
async Task Upper(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        line = line.ToUpperInvariant();
        if (line == "Q") return;
        await client.SendLineAsync(line, stop);
    }
}
