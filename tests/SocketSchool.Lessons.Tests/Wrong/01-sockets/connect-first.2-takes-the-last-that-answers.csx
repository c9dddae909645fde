// expect: both answer: the first is taken
async Task<Socket> ConnectFirstAsync(IPEndPoint[] candidates, TimeSpan limit)
{
    Socket found = null;
    foreach (var candidate in candidates)
    {
        var socket = new Socket(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await socket.ConnectAsync(candidate, patience.Token);
            found = socket;
        }
        catch (Exception)
        {
            socket.Dispose();
        }
    }
    return found ?? throw new TimeoutException("Nobody answered.");
}
