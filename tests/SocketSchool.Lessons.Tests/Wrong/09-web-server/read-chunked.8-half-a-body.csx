// expect: the stream ends before the first size | it returned an empty array
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var content = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        if (line is null) return content.ToArray();
        var digits = line.Split(';')[0];
        if (digits == "" || digits.Length > 6 || !digits.All(char.IsAsciiHexDigit)) throw new FormatException("No size.");
        var size = Convert.ToInt32(digits, 16);
        if (size + content.Length > 1_000_000) throw new FormatException("Too much.");
        if (size > 0) content.Write(await client.ReceiveExactlyAsync(size, stop));
        if (await client.ReadLineAsync(stop) != "") throw new FormatException("A chunk is longer than its size.");
        if (size == 0) return content.ToArray();
    }
}
