// expect: the fourth is told that the server is busy | busy
var came = 0;

async Task AtMostThree(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    if (Interlocked.Increment(ref came) <= 3) await serve(client, stop);
    else await client.SendLineAsync("busy", stop);
}
