// expect: a second message | expected
async Task Echo(Connection client, CancellationToken stop)
{
    var buffer = new byte[4096];
    int got;
    while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
        await client.SendAsync(buffer, stop);
}
