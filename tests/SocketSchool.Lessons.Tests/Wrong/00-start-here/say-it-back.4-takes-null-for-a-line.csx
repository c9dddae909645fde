// expect: the client leaves | let the method end
async Task SayItBack(Connection client, CancellationToken stop)
{
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        await client.SendLineAsync(line ?? "", stop);
    }
}
