int here = 0;                                   // above the method: all clients share it

async Task HeadCount(Connection client, CancellationToken stop)
{
    var now = Interlocked.Increment(ref here);  // adds one and tells the result, in one step
    try
    {
        await client.SendLineAsync($"welcome, {now} here", stop);
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            await client.SendLineAsync($"{Volatile.Read(ref here)}: {line}", stop);
    }
    finally
    {
        Interlocked.Decrement(ref here);        // also after a reset
    }
}
