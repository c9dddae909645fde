// expect: a half-close after the last message | after an error in your code
async Task WordServer(Connection client, CancellationToken stop)
{
    while (true)
    {
        var header = await client.ReceiveExactlyAsync(4, stop);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header!);
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
