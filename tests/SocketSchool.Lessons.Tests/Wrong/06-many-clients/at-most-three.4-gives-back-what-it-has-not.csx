// expect: the fourth is told that the server is busy | welcome
var places = new SemaphoreSlim(3);

async Task AtMostThree(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    try
    {
        if (places.Wait(0)) await serve(client, stop);
        else await client.SendLineAsync("busy", stop);
    }
    finally
    {
        places.Release();
    }
}
