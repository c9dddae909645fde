// expect: three lines in pieces of 5 bytes | line 2 of 6: "t"
async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    var lines = new List<string>();
    var buffer = new byte[4096];
    int got;
    while ((got = await receive(buffer)) > 0) lines.AddRange(Encoding.UTF8.GetString(buffer, 0, got).Split('\n'));
    return lines;
}
