// expect: clients that were gone before you could answer | Your loop has ended
async Task AcceptLoop(Socket listener, CancellationToken stop)
{
    while (!stop.IsCancellationRequested)
    {
        using var client = await listener.AcceptAsync(stop);
        await client.SendAsync(Encoding.UTF8.GetBytes($"You are {client.RemoteEndPoint}\n"), stop);
    }
}
