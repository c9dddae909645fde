// expect: the first byte alone and three later | 1983-05-01
async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    var bytes = new byte[4];
    await server.ReceiveAsync(bytes, stop);
    long seconds = BinaryPrimitives.ReadUInt32BigEndian(bytes);
    if (seconds < 0x8000_0000) seconds += 0x1_0000_0000;
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
