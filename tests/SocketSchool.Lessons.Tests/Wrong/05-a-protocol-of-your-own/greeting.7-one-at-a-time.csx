// expect: 20 clients at once
var door = new SemaphoreSlim(1);

async Task Greeting(Connection client, CancellationToken stop)
{
    await door.WaitAsync(stop);
    try
    {
        while (await client.ReadLineAsync(stop) is { } line)
        {
            var name = line.Trim();
            await client.SendLineAsync(name == "" ? "error: no name" : $"hi {name}", stop);
            if (name != "") return;
        }
    }
    finally
    {
        door.Release();
    }
}
