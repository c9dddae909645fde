// expect: stopped with nobody inside, it returns
async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    var running = new List<Task>();
    async Task Talk(Socket client)
    {
        try { await serve(client); } catch (Exception) { } finally { client.Dispose(); }
    }
    while (!stop.IsCancellationRequested)
    {
        var client = await listener.AcceptAsync();
        running.Add(Talk(client));
    }
    listener.Dispose();
    await Task.WhenAll(running);
}
