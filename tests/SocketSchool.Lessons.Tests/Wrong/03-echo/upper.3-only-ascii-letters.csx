// expect: a line of accents | NA
async Task Upper(Connection client, CancellationToken stop)
{
    var buffer = new byte[1024];
    int got;
    while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
    {
        for (var i = 0; i < got; i++)
            if (buffer[i] is >= (byte)'a' and <= (byte)'z') buffer[i] -= 32;
        await client.SendAsync(buffer.AsMemory(0, got), stop);
    }
}
