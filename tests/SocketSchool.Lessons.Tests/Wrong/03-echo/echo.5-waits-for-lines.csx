// expect: one short message | nothing
async Task Echo(Connection client, CancellationToken stop)
{
    var buffer = new byte[4096];
    while (await client.ReadLineAsync(stop) is { } line)
        await client.SendLineAsync(line, stop);
}
