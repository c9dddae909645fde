// expect: the fourth is told that the server is busy | nothing
var places = new SemaphoreSlim(3);

async Task AtMostThree(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    await places.WaitAsync(stop);
    try { await serve(client, stop); }
    finally { places.Release(); }
}
