async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    var running = new List<Task>();             // only this loop touches it: no lock

    async Task Talk(Socket client)
    {
        try { await serve(client); }
        catch (Exception) { }                   // it failed alone
        finally { client.Dispose(); }
    }

    try
    {
        while (true)
        {
            var client = await listener.AcceptAsync(stop);
            running.RemoveAll(task => task.IsCompleted);
            running.Add(Talk(client));          // begins it, does not await it
        }
    }
    catch (OperationCanceledException) { }

    listener.Dispose();                         // first nobody new ...
    await Task.WhenAll(running);                // ... then the last ones finish
}
