var places = new SemaphoreSlim(3);              // outside the method: all clients share it

async Task AtMostThree(
    Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    // Looks and takes in one step.
    if (!places.Wait(0))
    {
        await client.SendLineAsync("busy", stop);
        return;                                 // has taken nothing, so it gives nothing back
    }

    try
    {
        await serve(client, stop);
    }
    finally
    {
        places.Release();                       // also after an exception
    }
}
