// expect: the first client gets its own address | You are 127.0.0.1
async Task AcceptLoop(Socket listener, CancellationToken stop)
{
    while (!stop.IsCancellationRequested)
    {
        using var client = await listener.AcceptAsync(stop);
        await client.SendAsync(Encoding.UTF8.GetBytes($"You are {client.LocalEndPoint}\n"), stop);
    }
}
