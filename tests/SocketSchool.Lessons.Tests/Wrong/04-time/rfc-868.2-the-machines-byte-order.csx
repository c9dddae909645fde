// expect: 1 May 1983, all four bytes at once | 1983-05-01
async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    var bytes = await server.ReceiveExactlyAsync(4, stop) ?? throw new EndOfStreamException();
    long seconds = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    if (seconds < 0x8000_0000) seconds += 0x1_0000_0000;
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
