// expect: who does not read holds up nobody | SendLineAsync may
var byName = new ConcurrentDictionary<string, Connection>();
async Task PostOffice(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } name) return;
    if (!byName.TryAdd(name, client)) { await client.SendLineAsync($"* {name} is taken", stop); return; }
    try
    {
        await client.SendLineAsync($"* hello {name}", stop);
        while (await client.ReadLineAsync(stop) is { } line)
        {
            if (line.Split(' ', 3) is not ["/to", var to, { Length: > 0 } text])
                await client.SendLineAsync("* use /to NAME TEXT", stop);
            else if (byName.TryGetValue(to, out var other)) await other.SendLineAsync($"From {name} - {text}", stop);
            else await client.SendLineAsync($"* no {to} here", stop);
        }
    }
    finally { byName.TryRemove(name, out _); }
}
