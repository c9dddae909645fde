// expect: bytes that are not text | differ from byte
async Task Echo(Connection client, CancellationToken stop)
{
    var buffer = new byte[4096];
    int got;
    while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
        await client.SendTextAsync(Encoding.UTF8.GetString(buffer, 0, got), stop);
}
