// expect: a conversation that ends with an error | busy
var places = new SemaphoreSlim(3);

async Task AtMostThree(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    if (!places.Wait(0)) { await client.SendLineAsync("busy", stop); return; }
    await serve(client, stop);
    places.Release();
}
