// expect: two bodies on one connection | no byte more
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var content = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        var size = Convert.ToInt32(line.Split(';')[0], 16);
        if (size == 0) return content.ToArray();
        content.Write(await client.ReceiveExactlyAsync(size, stop));
        await client.ReadLineAsync(stop);
    }
}
