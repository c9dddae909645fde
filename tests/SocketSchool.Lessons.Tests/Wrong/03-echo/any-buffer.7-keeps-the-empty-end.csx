// expect: three lines in pieces of 5 bytes | 4 lines; the last is empty
async Task<List<string>> ReadLines(Func<Memory<byte>, ValueTask<int>> receive)
{
    var all = new List<byte>();
    var buffer = new byte[4096];
    int got;
    while ((got = await receive(buffer)) > 0) all.AddRange(buffer[..got]);
    return Encoding.UTF8.GetString(all.ToArray()).Split('\n').ToList();
}
