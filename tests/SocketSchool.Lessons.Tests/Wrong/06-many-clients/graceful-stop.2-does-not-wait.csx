// expect: the two finish what they began | it has returned already
async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    async Task Talk(Socket client)
    {
        try { await serve(client); } catch (Exception) { } finally { client.Dispose(); }
    }
    try { while (true) _ = Talk(await listener.AcceptAsync(stop)); }
    catch (OperationCanceledException) { }
    listener.Dispose();
}
