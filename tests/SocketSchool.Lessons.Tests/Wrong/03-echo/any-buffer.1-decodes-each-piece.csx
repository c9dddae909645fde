// expect: letters of two, three and four bytes | \ufffd
async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    var text = new StringBuilder();
    var buffer = new byte[4096];
    int got;
    while ((got = await receive(buffer)) > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, got));
    var lines = text.ToString().Split('\n').ToList();
    if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
    return lines;
}
