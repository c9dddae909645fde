// expect: three come | number before a line
int here = 0;

async Task HeadCount(Connection client, CancellationToken stop)
{
    var now = Interlocked.Increment(ref here);
    try
    {
        await client.SendLineAsync($"welcome, {now} here", stop);
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            await client.SendLineAsync($"{now}: {line}", stop);
    }
    finally { Interlocked.Decrement(ref here); }
}
