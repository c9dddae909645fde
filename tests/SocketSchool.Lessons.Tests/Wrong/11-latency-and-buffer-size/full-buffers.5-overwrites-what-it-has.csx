// expect: 40 bytes in pieces of 3 | differ from byte 1
async Task<int> PassOn(
    Func<Memory<byte>, ValueTask<int>> receive, Func<ReadOnlyMemory<byte>, ValueTask> send, int size)
{
    // Counts what it has, and offers the front of the buffer all the same.
    var buffer = new byte[size];
    int receives = 0, have = 0, got;
    while ((got = await receive(buffer.AsMemory(0, size - have))) > 0)
    {
        receives++;
        have += got;
        if (have < size) continue;
        await send(buffer);
        have = 0;
    }

    if (have > 0) await send(buffer.AsMemory(0, have));
    return receives + 1;
}
