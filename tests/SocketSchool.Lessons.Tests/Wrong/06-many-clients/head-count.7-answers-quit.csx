// expect: the first client | 1: quit
int here = 0;

async Task HeadCount(Connection client, CancellationToken stop)
{
    var now = Interlocked.Increment(ref here);
    try
    {
        await client.SendLineAsync($"welcome, {now} here", stop);
        while (await client.ReadLineAsync(stop) is { } line)
        {
            await client.SendLineAsync($"{here}: {line}", stop);
            if (line == "quit") return;
        }
    }
    finally { Interlocked.Decrement(ref here); }
}
