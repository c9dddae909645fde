async Task WordServer(Connection client, CancellationToken stop)
{
    try
    {
        while (await client.ReceiveExactlyAsync(4, stop) is { } header)
        {
            // Unsigned, because a length that is read as negative would slip under the limit.
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (length > 1000) return;
            if (await client.ReceiveExactlyAsync((int)length, stop) is not { } bytes) return;

            var words = Encoding.UTF8.GetString(bytes).Split(' ');
            Array.Reverse(words);
            var answer = Encoding.UTF8.GetBytes(string.Join(' ', words));

            // Length and text in one send. The length counts bytes, not letters.
            var message = new byte[4 + answer.Length];
            BinaryPrimitives.WriteInt32BigEndian(message, answer.Length);
            answer.CopyTo(message, 4);
            await client.SendAsync(message, stop);
        }
    }
    catch (EndOfStreamException)
    {
        // The client broke off in the middle of a message. There is nothing to answer.
    }
}
