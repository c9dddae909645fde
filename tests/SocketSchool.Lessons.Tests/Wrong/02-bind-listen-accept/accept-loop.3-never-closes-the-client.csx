// expect: the first client gets its own address | stays open
async Task AcceptLoop(Socket listener, CancellationToken stop)
{
    while (!stop.IsCancellationRequested)
    {
        var client = await listener.AcceptAsync(stop);
        await client.SendAsync(Encoding.UTF8.GetBytes($"You are {client.RemoteEndPoint}\n"), stop);
    }
}
