// expect: the stream ends after 0 bytes | NullReferenceException
async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    var bytes = await server.ReceiveExactlyAsync(4, stop);
    long seconds = (uint)(bytes![0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3]);
    if (seconds < 0x8000_0000) seconds += 0x1_0000_0000;
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
