// expect: one byte at a time | waits for all of a chunk
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var content = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        var size = Convert.ToInt32(line.Split(';')[0], 16);
        var buffer = new byte[size];
        var n = await client.ReceiveAsync(buffer, stop);
        content.Write(buffer, 0, n);
        await client.ReadLineAsync(stop);
        if (size == 0) return content.ToArray();
    }
}
