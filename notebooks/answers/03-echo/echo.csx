async Task Echo(Connection client, CancellationToken stop)
{
    var buffer = new byte[4096];
    int got;
    while ((got = await client.ReceiveAsync(buffer, stop)) > 0)     // 0: the client sends no more
        await client.SendAsync(buffer.AsMemory(0, got), stop);      // what came, and not the rest of the buffer
}
