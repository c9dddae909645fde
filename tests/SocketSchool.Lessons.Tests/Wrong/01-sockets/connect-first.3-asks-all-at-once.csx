// expect: both answer: the second is left alone | A second connection was made
async Task<Socket> ConnectFirstAsync(IPEndPoint[] candidates, TimeSpan limit)
{
    var attempts = candidates.Select(async candidate =>
    {
        var socket = new Socket(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(limit);
        try { await socket.ConnectAsync(candidate, patience.Token); }
        catch (Exception) { socket.Dispose(); }
        return socket;
    }).ToList();
    foreach (var attempt in attempts)
    {
        if ((await attempt).Connected) return await attempt;
    }
    throw new TimeoutException("Nobody answered.");
}
