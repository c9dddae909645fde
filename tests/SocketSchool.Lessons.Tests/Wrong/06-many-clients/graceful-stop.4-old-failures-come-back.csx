// expect: stopped with nobody inside, it returns | InvalidOperationException
async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    var running = new List<Task>();
    async Task Talk(Socket client)
    {
        try { await serve(client); } finally { client.Dispose(); }
    }
    try { while (true) running.Add(Talk(await listener.AcceptAsync(stop))); }
    catch (OperationCanceledException) { }
    listener.Dispose();
    await Task.WhenAll(running);
}
