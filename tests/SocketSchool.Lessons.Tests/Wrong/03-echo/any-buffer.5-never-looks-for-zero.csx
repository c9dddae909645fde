// expect: three lines in pieces of 5 bytes | goes on receiving
async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    var lines = new List<string>();
    var line = new List<byte>();
    var buffer = new byte[1];
    while (lines.Count < 1_000_000)
    {
        await receive(buffer);
        if (buffer[0] != '\n') { line.Add(buffer[0]); continue; }
        lines.Add(Encoding.UTF8.GetString(line.ToArray()));
        line.Clear();
    }

    return lines;
}
