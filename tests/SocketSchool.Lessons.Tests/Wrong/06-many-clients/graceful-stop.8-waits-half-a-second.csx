// expect: the second one takes its time | still inside
async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    var running = new List<Task>();
    async Task Talk(Socket client)
    {
        try { await serve(client); } catch (Exception) { } finally { client.Dispose(); }
    }
    try { while (true) running.Add(Talk(await listener.AcceptAsync(stop))); }
    catch (OperationCanceledException) { }
    listener.Dispose();
    await Task.WhenAny(Task.WhenAll(running), Task.Delay(500));
}
