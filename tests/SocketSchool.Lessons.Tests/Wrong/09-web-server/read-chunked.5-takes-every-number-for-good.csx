// expect: a size with 0x is refused | hexadecimal digits and nothing else
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var content = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        int size;
        try { size = Convert.ToInt32(line.Split(';')[0], 16); }
        catch (Exception e) { throw new FormatException(e.Message); }
        if (size < 0 || size + content.Length > 1_000_000) throw new FormatException("Too much.");
        content.Write(await client.ReceiveExactlyAsync(size, stop));
        if (await client.ReadLineAsync(stop) != "") throw new FormatException("A chunk is longer than its size.");
        if (size == 0) return content.ToArray();
    }
}
