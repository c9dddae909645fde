// expect: when the server stops, the conversation is told | stays open
var places = new SemaphoreSlim(3);

async Task AtMostThree(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    if (!places.Wait(0)) { await client.SendLineAsync("busy", stop); return; }
    try { await serve(client, CancellationToken.None); }
    finally { places.Release(); }
}
