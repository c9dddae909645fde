// expect: four bytes are the whole answer | sent nothing
async Task<DateTimeOffset> ReadTime(Connection server, CancellationToken stop)
{
    var all = new List<byte>();
    var buffer = new byte[16];
    int got;
    while ((got = await server.ReceiveAsync(buffer, stop)) > 0) all.AddRange(buffer[..got]);
    if (all.Count < 4) throw new EndOfStreamException();
    long seconds = BinaryPrimitives.ReadUInt32BigEndian(all.ToArray());
    if (seconds < 0x8000_0000) seconds += 0x1_0000_0000;
    return new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
