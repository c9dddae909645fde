// expect: after the client has half-closed | stays open
async Task Echo(Connection client, CancellationToken stop)
{
    var buffer = new byte[4096];
    while (true)
    {
        var got = await client.ReceiveAsync(buffer, stop);
        await client.SendAsync(buffer.AsMemory(0, got), stop);
    }
}
