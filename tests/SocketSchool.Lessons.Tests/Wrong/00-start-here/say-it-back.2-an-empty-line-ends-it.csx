// expect: an empty line among others | Only null
async Task SayItBack(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { Length: > 0 } line)
        await client.SendLineAsync(line, stop);
}
