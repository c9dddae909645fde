// expect: three clients at once
async Task Run(Socket listener, Func<Socket, Task> serve, CancellationToken stop)
{
    try
    {
        while (true)
        {
            using var client = await listener.AcceptAsync(stop);
            try { await serve(client); } catch (Exception) { }
        }
    }
    catch (OperationCanceledException) { }
    listener.Dispose();
}
