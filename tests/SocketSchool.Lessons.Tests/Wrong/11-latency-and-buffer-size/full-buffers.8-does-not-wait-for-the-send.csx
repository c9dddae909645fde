// expect: a send that takes its time | Await it
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
        _ = send(buffer).AsTask();
        have = 0;
    }

    if (have > 0) await send(buffer.AsMemory(0, have));
    return receives + 1;
}
