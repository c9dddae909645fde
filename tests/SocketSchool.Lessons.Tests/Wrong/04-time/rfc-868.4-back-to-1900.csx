// expect: one second later: 7 February 2036 | 1900-01-01
async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    var bytes = await server.ReceiveExactlyAsync(4, stop) ?? throw new EndOfStreamException();
    var seconds = BinaryPrimitives.ReadUInt32BigEndian(bytes);
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
