// expect: one line | you said
async Task SayItBack(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
        await client.SendLineAsync("you said " + line, stop);
}
