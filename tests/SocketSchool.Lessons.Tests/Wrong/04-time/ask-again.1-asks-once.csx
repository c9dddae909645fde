// expect: the first two questions are lost | null
async Task<string> Ask(IPEndPoint server, string question, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    socket.Connect(server);
    var buffer = new byte[65535];
    using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
    limit.CancelAfter(patience);
    try
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes($"1 {question}"), limit.Token);
        var got = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, got)[2..];
    }
    catch (OperationCanceledException) when (!stop.IsCancellationRequested)
    {
        return null;
    }
}
