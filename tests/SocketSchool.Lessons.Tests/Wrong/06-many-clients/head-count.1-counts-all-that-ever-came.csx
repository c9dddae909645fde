// expect: three come | welcome, 2 here
int here = 0;

async Task HeadCount(Connection client, CancellationToken stop)
{
    var now = Interlocked.Increment(ref here);
    await client.SendLineAsync($"welcome, {now} here", stop);
    while (await client.ReadLineAsync(stop) is { } line && line != "quit")
        await client.SendLineAsync($"{here}: {line}", stop);
}
