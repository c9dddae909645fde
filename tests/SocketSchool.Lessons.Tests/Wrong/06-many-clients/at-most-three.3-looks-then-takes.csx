// expect: two at the same instant | welcome and welcome
var inside = new ConcurrentDictionary<Connection, bool>();

async Task AtMostThree(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    if (inside.Count >= 3) { await client.SendLineAsync("busy", stop); return; }
    inside.TryAdd(client, true);
    try { await serve(client, stop); }
    finally { inside.TryRemove(client, out _); }
}
