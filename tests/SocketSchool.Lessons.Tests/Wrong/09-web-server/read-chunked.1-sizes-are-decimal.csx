// expect: sizes are hexadecimal | sixteen and ten
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var content = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        if (!int.TryParse(line.Split(';')[0], out var size)) throw new FormatException("A size is a number.");
        if (size < 0 || size + content.Length > 1_000_000) throw new FormatException("Too much.");
        content.Write(await client.ReceiveExactlyAsync(size, stop));
        if (await client.ReadLineAsync(stop) != "") throw new FormatException("A chunk is longer than its size.");
        if (size == 0) return content.ToArray();
    }
}
