// expect: 10 connections at once | What one call reads
MemoryStream sharedContent;
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    sharedContent = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop) ?? throw new FormatException("The stream ended.");
        var digits = line.Split(';')[0];
        if (digits == "" || digits.Length > 6 || !digits.All(char.IsAsciiHexDigit)) throw new FormatException("No size.");
        var size = Convert.ToInt32(digits, 16);
        if (size + sharedContent.Length > 1_000_000) throw new FormatException("Too much.");
        if (size > 0) sharedContent.Write(await client.ReceiveExactlyAsync(size, stop));
        if (await client.ReadLineAsync(stop) != "") throw new FormatException("A chunk is longer than its size.");
        if (size == 0) return sharedContent.ToArray();
    }
}
