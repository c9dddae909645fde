// expect: leaves with the end of the stream | in whatever way
int here = 0;

async Task HeadCount(Connection client, CancellationToken stop)
{
    var now = Interlocked.Increment(ref here);
    await client.SendLineAsync($"welcome, {now} here", stop);
    while (await client.ReadLineAsync(stop) is { } line)
    {
        if (line == "quit")
        {
            Interlocked.Decrement(ref here);
            return;
        }

        await client.SendLineAsync($"{here}: {line}", stop);
    }
}
