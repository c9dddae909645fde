// expect: 5 bytes and a chunk of 2 gigabytes | ask whether size > 1_000_000 - what you have
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var content = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop) ?? throw new FormatException("The stream ended.");
        var digits = line.Split(';')[0];
        if (digits == "" || digits.Length > 8 || !digits.All(char.IsAsciiHexDigit)) throw new FormatException("No size.");
        var size = Convert.ToInt32(digits, 16);
        if ((int)content.Length + size > 1_000_000) throw new FormatException("Too much.");
        if (size > 0) content.Write(await client.ReceiveExactlyAsync(size, stop));
        if (await client.ReadLineAsync(stop) != "") throw new FormatException("A chunk is longer than its size.");
        if (size == 0) return content.ToArray();
    }
}
