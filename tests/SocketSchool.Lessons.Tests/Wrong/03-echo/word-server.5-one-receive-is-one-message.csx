// expect: two messages in one write | Nothing more came
async Task WordServer(Connection client, CancellationToken stop)
{
    var buffer = new byte[2000];
    while (await client.ReceiveAsync(buffer, stop) > 0)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(buffer);
        if (length > 1000) return;
        var text = string.Join(' ', Encoding.UTF8.GetString(buffer, 4, (int)length).Split(' ').Reverse());
        var answer = Encoding.UTF8.GetBytes(text);
        var front = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(front, answer.Length);
        await client.SendAsync(front, stop);
        await client.SendAsync(answer, stop);
    }
}
