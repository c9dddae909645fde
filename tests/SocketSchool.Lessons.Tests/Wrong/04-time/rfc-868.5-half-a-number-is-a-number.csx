// expect: the stream ends after 3 bytes | the time
async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    var bytes = new byte[4];
    for (var have = 0; have < 4;)
    {
        var got = await server.ReceiveAsync(bytes.AsMemory(have), stop);
        if (got == 0) break;
        have += got;
    }

    long seconds = BinaryPrimitives.ReadUInt32BigEndian(bytes);
    if (seconds < 0x8000_0000) seconds += 0x1_0000_0000;
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
