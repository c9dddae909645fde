async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    // Goes on until all four are there. Throws EndOfStreamException after 1, 2 or 3 bytes, and gives null after none.
    var bytes = await server.ReceiveExactlyAsync(4, stop)
        ?? throw new EndOfStreamException("The server closed without a word.");

    long seconds = BinaryPrimitives.ReadUInt32BigEndian(bytes);
    if (seconds < 0x8000_0000) seconds += 0x1_0000_0000;        // the second round began on 7 February 2036
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
