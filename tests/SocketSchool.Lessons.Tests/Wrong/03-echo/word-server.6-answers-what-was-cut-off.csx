// expect: an end in the middle of a text | sh too
async Task WordServer(Connection client, CancellationToken stop)
{
    while (await client.ReceiveExactlyAsync(4, stop) is { } header)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length > 1000) return;
        var bytes = new byte[length];
        var have = 0;
        int got;
        while (have < length && (got = await client.ReceiveAsync(bytes.AsMemory(have), stop)) > 0) have += got;
        var text = string.Join(' ', Encoding.UTF8.GetString(bytes, 0, have).Split(' ').Reverse());
        var answer = Encoding.UTF8.GetBytes(text);
        var front = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(front, answer.Length);
        await client.SendAsync(front, stop);
        await client.SendAsync(answer, stop);
    }
}
