// expect: the first refuses, the second answers | A refusal is an exception
async Task<Socket> ConnectFirstAsync(IPEndPoint[] candidates, TimeSpan limit)
{
    foreach (var candidate in candidates)
    {
        var socket = new Socket(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await socket.ConnectAsync(candidate, patience.Token);
            return socket;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
        }
    }
    throw new TimeoutException("Nobody answered.");
}
