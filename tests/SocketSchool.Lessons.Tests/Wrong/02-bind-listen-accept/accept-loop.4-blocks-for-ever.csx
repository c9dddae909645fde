// expect: the loop ends when stop is cancelled | still waiting
Task AcceptLoop(Socket listener, CancellationToken stop)
{
    while (!stop.IsCancellationRequested)
    {
        using var client = listener.Accept();
        try
        {
            client.Send(Encoding.UTF8.GetBytes($"You are {client.RemoteEndPoint}\n"));
        }
        catch (SocketException)
        {
        }
    }

    return Task.CompletedTask;
}
