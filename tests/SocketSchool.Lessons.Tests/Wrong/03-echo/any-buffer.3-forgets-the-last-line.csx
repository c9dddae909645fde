// expect: a last line without a line feed | "last"
async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    var lines = new List<string>();
    var line = new List<byte>();
    var buffer = new byte[100];
    int got;
    while ((got = await receive(buffer)) > 0)
    {
        for (var i = 0; i < got; i++)
        {
            if (buffer[i] != '\n') { line.Add(buffer[i]); continue; }
            lines.Add(Encoding.UTF8.GetString(line.ToArray()));
            line.Clear();
        }
    }

    return lines;
}
