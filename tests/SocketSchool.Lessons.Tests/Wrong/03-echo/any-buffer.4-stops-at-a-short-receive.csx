// expect: one byte at a time | line 1 of 1: "o"
async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    // Takes "less than I asked for" for the end of the stream.
    var all = new List<byte>();
    var buffer = new byte[4096];
    int got;
    do
    {
        got = await receive(buffer);
        all.AddRange(buffer[..got]);
    }
    while (got == buffer.Length);
    var lines = Encoding.UTF8.GetString(all.ToArray()).Split('\n').ToList();
    if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
    return lines;
}
