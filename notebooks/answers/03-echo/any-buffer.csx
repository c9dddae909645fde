async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    var lines = new List<string>();
    var buffer = new byte[4096];

    // What is unfinished lives here, outside the loop, from one receive to the next. As bytes: half a letter is not text yet.
    var line = new List<byte>();
    int got;
    while ((got = await receive(buffer)) > 0)
    {
        foreach (var one in buffer.AsSpan(0, got))
        {
            if (one != (byte)'\n')
            {
                line.Add(one);
                continue;
            }

            lines.Add(Encoding.UTF8.GetString(line.ToArray()));
            line.Clear();
        }
    }

    if (line.Count > 0) lines.Add(Encoding.UTF8.GetString(line.ToArray()));
    return lines;
}
