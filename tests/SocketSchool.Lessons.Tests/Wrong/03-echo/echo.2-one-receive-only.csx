// expect: a second message | end of the stream
async Task Echo(Connection client, CancellationToken stop)
{
    var buffer = new byte[4096];
    var got = await client.ReceiveAsync(buffer, stop);
    await client.SendAsync(buffer.AsMemory(0, got), stop);
}
