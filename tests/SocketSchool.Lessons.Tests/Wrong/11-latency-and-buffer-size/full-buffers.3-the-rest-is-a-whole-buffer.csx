// expect: five bytes, and room for 16 | too many at the end
async Task<int> PassOn(
    Func<Memory<byte>, ValueTask<int>> receive, Func<ReadOnlyMemory<byte>, ValueTask> send, int size)
{
    var buffer = new byte[size];
    int receives = 0, have = 0, got;
    do
    {
        got = await receive(buffer.AsMemory(have));
        receives++;
        have += got;
        if (have < size && (got > 0 || have == 0)) continue;
        await send(buffer);
        have = 0;
    }
    while (got > 0);
    return receives;
}
