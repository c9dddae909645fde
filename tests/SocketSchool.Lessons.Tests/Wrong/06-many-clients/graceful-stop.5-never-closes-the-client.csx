// expect: a client is served, and its socket closed | stays open
async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    var running = new List<Task>();
    try { while (true) running.Add(serve(await listener.AcceptAsync(stop))); }
    catch (OperationCanceledException) { }
    listener.Dispose();
    await Task.WhenAll(running);
}
