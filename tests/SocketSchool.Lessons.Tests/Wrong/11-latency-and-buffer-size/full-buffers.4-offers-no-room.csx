// expect: 32 bytes in two pieces | a buffer of length 0
async Task<int> PassOn(
    Func<Memory<byte>, ValueTask<int>> receive, Func<ReadOnlyMemory<byte>, ValueTask> send, int size)
{
    // Fills the buffer until a receive gives 0. But a receive into a full buffer gives 0 as well, and that is not the end.
    var buffer = new byte[size];
    int receives = 0, have, got;
    do
    {
        have = 0;
        while ((got = await receive(buffer.AsMemory(have))) > 0)
        {
            receives++;
            have += got;
        }

        receives++;
        if (have > 0) await send(buffer.AsMemory(0, have));
    }
    while (have == size);
    return receives;
}
