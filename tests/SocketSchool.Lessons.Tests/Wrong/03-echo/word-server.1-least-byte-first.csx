// expect: one message | 184,549,376
async Task WordServer(Connection client, CancellationToken stop)
{
    while (await client.ReceiveExactlyAsync(4, stop) is { } header)
    {
        var length = BitConverter.ToUInt32(header);
        if (length > 1000) return;
        if (await client.ReceiveExactlyAsync((int)length, stop) is not { } bytes) return;
        var text = string.Join(' ', Encoding.UTF8.GetString(bytes).Split(' ').Reverse());
        var answer = Encoding.UTF8.GetBytes(text);
        var front = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(front, answer.Length);
        await client.SendAsync(front, stop);
        await client.SendAsync(answer, stop);
    }
}
