async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    const int most = 1_000_000;
    var content = new MemoryStream();
    while (true)
    {
        var line = await client.ReadLineAsync(stop) ?? throw new FormatException("The stream ended.");
        var digits = line.Split(';')[0];
        if (digits.Length is 0 or > 16 || !digits.All(char.IsAsciiHexDigit))
            throw new FormatException("A size is hexadecimal digits.");
        // As an unsigned number: sixteen digits may be more than a long holds.
        var size = Convert.ToUInt64(digits, 16);
        if (size > (ulong)(most - content.Length)) throw new FormatException("Too much.");
        if (size > 0) content.Write(await client.ReceiveExactlyAsync((int)size, stop));
        // Behind every chunk, the last one included: CR LF and nothing before it.
        if (await client.ReadLineAsync(stop) != "") throw new FormatException("A chunk is longer than its size.");
        if (size == 0) return content.ToArray();
    }
}
