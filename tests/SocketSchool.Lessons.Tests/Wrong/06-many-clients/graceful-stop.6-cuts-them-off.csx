// expect: the two finish what they began
async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    var open = new List<Socket>();
    async Task Talk(Socket client)
    {
        try { await serve(client); } catch (Exception) { } finally { client.Dispose(); }
    }
    try
    {
        while (true)
        {
            var client = await listener.AcceptAsync(stop);
            open.Add(client);
            _ = Talk(client);
        }
    }
    catch (OperationCanceledException) { }
    listener.Dispose();
    foreach (var client in open) client.Dispose();
}
