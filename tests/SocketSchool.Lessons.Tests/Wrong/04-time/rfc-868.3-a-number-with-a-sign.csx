// expect: 1 May 1983, all four bytes at once | 1847-03-24
async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    var bytes = await server.ReceiveExactlyAsync(4, stop) ?? throw new EndOfStreamException();
    var seconds = BinaryPrimitives.ReadInt32BigEndian(bytes);
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
