async Task<Socket> ConnectFirstAsync(IPEndPoint[] candidates, TimeSpan limit)
{
    Exception last = new ArgumentException("There is no address to try.");
    foreach (var candidate in candidates)
    {
        // A new socket for each: of this candidate's address family, and not worn out by an attempt that failed.
        var socket = new Socket(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await socket.ConnectAsync(candidate, patience.Token);
            return socket;
        }
        catch (Exception e)
        {
            // Closing it also ends the operating system's own attempts.
            socket.Dispose();
            last = e;
        }
    }

    throw last;
}
