async Task SayItBack(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)    // null: the client has left
        await client.SendLineAsync(line, stop);
}
