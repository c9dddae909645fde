// expect: a chunk of 2 gigabytes is refused | before you read or reserve
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var content = new MemoryStream();
    while (true)
    {
        var digits = (await client.ReadLineAsync(stop)).Split(';')[0];
        if (digits == "" || !digits.All(char.IsAsciiHexDigit)) throw new FormatException("A size is hexadecimal.");
        var size = Convert.ToInt32(digits, 16);
        content.Write(await client.ReceiveExactlyAsync(size, stop));
        if (content.Length > 1_000_000) throw new FormatException("Too much.");
        if (await client.ReadLineAsync(stop) != "") throw new FormatException("A chunk is longer than its size.");
        if (size == 0) return content.ToArray();
    }
}
