// expect: three lines in pieces of 5 bytes | line 2 of 2: "t"
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
