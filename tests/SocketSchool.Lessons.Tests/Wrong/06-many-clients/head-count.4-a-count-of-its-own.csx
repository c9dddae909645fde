// expect: three come | one variable, above the method
async Task HeadCount(Connection client, CancellationToken stop)
{
    var here = 1;
    await client.SendLineAsync($"welcome, {here} here", stop);
    while (await client.ReadLineAsync(stop) is { } line && line != "quit")
        await client.SendLineAsync($"{here}: {line}", stop);
}
