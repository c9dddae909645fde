// expect: the second client too | Your loop has ended
async Task AcceptLoop(Socket listener, CancellationToken stop)
{
    using var client = await listener.AcceptAsync(stop);
    await client.SendAsync(Encoding.UTF8.GetBytes($"You are {client.RemoteEndPoint}\n"), stop);
}
