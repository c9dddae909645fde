async Task<int> PassOn(
    Func<Memory<byte>, ValueTask<int>> receive, Func<ReadOnlyMemory<byte>, ValueTask> send, int size)
{
    var buffer = new byte[size];
    var receives = 0;
    var have = 0;                                   // how much of the buffer is in use
    while (true)
    {
        // Only the free part is offered, and there always is one: a full buffer has been sent and is empty again.
        var got = await receive(buffer.AsMemory(have));
        receives++;
        if (got == 0) break;
        have += got;
        if (have < size) continue;
        await send(buffer);
        have = 0;
    }

    // What is left when the stream ends.
    if (have > 0) await send(buffer.AsMemory(0, have));
    return receives;
}
