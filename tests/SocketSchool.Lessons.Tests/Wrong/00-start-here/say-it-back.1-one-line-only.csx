// expect: three lines | needs a loop
async Task SayItBack(Connection client, CancellationToken stop)
{
    var line = await client.ReadLineAsync(stop);
    await client.SendLineAsync(line ?? "", stop);
}
