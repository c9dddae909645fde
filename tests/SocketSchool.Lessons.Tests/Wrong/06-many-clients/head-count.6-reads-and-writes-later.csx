// expect: at the same instant | here
int here = 0;

async Task HeadCount(Connection client, CancellationToken stop)
{
    var now = here + 1;
    await Task.Yield();
    here = now;
    try
    {
        await client.SendLineAsync($"welcome, {now} here", stop);
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            await client.SendLineAsync($"{here}: {line}", stop);
    }
    finally { Interlocked.Decrement(ref here); }
}
