// expect: the first two questions are lost | another number
async Task<string> Ask(IPEndPoint server, string question, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    socket.Connect(server);
    var buffer = new byte[65535];
    for (var attempt = 1; attempt <= attempts; attempt++)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes($"1 {question}"), limit.Token);
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, limit.Token);
                var text = Encoding.UTF8.GetString(buffer, 0, got);
                if (text.StartsWith("1 ")) return text[2..];
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
    }

    return null;
}
