// expect: a client that leaves without a word | NullReferenceException
async Task Greeting(Connection client, CancellationToken stop)
{
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        var name = line!.Trim();
        if (name != "")
        {
            await client.SendLineAsync("hi " + name, stop);
            return;
        }
        await client.SendLineAsync("error: no name", stop);
    }
}
