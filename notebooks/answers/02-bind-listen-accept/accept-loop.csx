async Task AcceptLoop(Socket listener, CancellationToken stop)
{
    while (true)
    {
        // Throws OperationCanceledException when stop is cancelled, and that ends the loop.
        using var client = await listener.AcceptAsync(stop);
        try
        {
            var line = Encoding.UTF8.GetBytes($"You are {client.RemoteEndPoint}\n");
            await client.SendAsync(line, stop);
            client.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // This client has gone. The next one has not.
        }
    }
}
