// expect: 40 bytes in pieces of 3 | Every send but the last has to be full
async Task<int> PassOn(
    Func<Memory<byte>, ValueTask<int>> receive, Func<ReadOnlyMemory<byte>, ValueTask> send, int size)
{
    var buffer = new byte[size];
    int got, receives = 0;
    do
    {
        got = await receive(buffer);
        receives++;
        if (got > 0) await send(buffer.AsMemory(0, got));
    }
    while (got > 0);
    return receives;
}
