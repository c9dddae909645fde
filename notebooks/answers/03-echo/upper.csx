async Task Upper(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        if (line == "q") return;   // returning closes the connection in good order
        await client.SendLineAsync(line.ToUpperInvariant(), stop);
    }
}
