// expect: a length of 1,001 bytes | stays open
async Task WordServer(Connection client, CancellationToken stop)
{
    while (await client.ReceiveExactlyAsync(4, stop) is { } header)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (await client.ReceiveExactlyAsync((int)length, stop) is not { } bytes) return;
        var text = string.Join(' ', Encoding.UTF8.GetString(bytes).Split(' ').Reverse());
        var answer = Encoding.UTF8.GetBytes(text);
        var front = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(front, answer.Length);
        await client.SendAsync(front, stop);
        await client.SendAsync(answer, stop);
    }
}
