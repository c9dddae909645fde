// expect: five bytes, and room for 16 | The receive that gave 0 counts
async Task<int> PassOn(
    Func<Memory<byte>, ValueTask<int>> receive, Func<ReadOnlyMemory<byte>, ValueTask> send, int size)
{
    var buffer = new byte[size];
    int receives = 0, have = 0, got;
    while ((got = await receive(buffer.AsMemory(have))) > 0)
    {
        receives++;
        have += got;
        if (have < size) continue;
        await send(buffer);
        have = 0;
    }

    if (have > 0) await send(buffer.AsMemory(0, have));
    return receives;
}
