// expect: three lines in pieces of 5 bytes | 00 00 00
async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    var all = new List<byte>();
    var buffer = new byte[64];
    while (await receive(buffer) > 0) all.AddRange(buffer);
    var lines = Encoding.UTF8.GetString(all.ToArray()).Split('\n').ToList();
    if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
    return lines;
}
