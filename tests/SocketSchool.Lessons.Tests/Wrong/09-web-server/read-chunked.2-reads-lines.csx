// expect: line ends inside a chunk | Its size says where a chunk ends
async Task<byte[]> ReadChunked(Connection client, CancellationToken stop)
{
    var text = new StringBuilder();
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        var size = Convert.ToInt32(line.Split(';')[0], 16);
        var data = await client.ReadLineAsync(stop);
        if (size == 0) return Encoding.Latin1.GetBytes(text.ToString());
        text.Append(data);
    }
}
