// expect: one line | SendTextAsync does not
async Task SayItBack(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
        await client.SendTextAsync(line, stop);
}
