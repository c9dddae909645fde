// expect: at the same instant | here
int here = 0;

async Task HeadCount(Connection client, CancellationToken stop)
{
    here++;
    var now = here;
    try
    {
        await client.SendLineAsync($"welcome, {now} here", stop);
        while (await client.ReadLineAsync(stop) is { } line && line != "quit")
            await client.SendLineAsync($"{here}: {line}", stop);
    }
    finally { here--; }
}
