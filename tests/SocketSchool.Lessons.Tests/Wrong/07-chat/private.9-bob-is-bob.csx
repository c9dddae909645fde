// expect: to somebody who is not there | bob is not Bob
var byName = new ConcurrentDictionary<string, Mailbox>(StringComparer.OrdinalIgnoreCase);
async Task PostOffice(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } name) return;
    var mine = new Mailbox(client);
    if (!byName.TryAdd(name, mine)) { mine.Post($"* {name} is taken"); await mine.CloseAsync(); return; }
    try
    {
        mine.Post($"* hello {name}");
        while (await client.ReadLineAsync(stop) is { } line)
        {
            if (line.Split(' ', 3) is not ["/to", var to, { Length: > 0 } text]) mine.Post("* use /to NAME TEXT");
            else if (byName.TryGetValue(to, out var box)) box.Post($"From {name} - {text}");
            else mine.Post($"* no {to} here");
        }
    }
    finally { byName.TryRemove(name, out _); await mine.CloseAsync(); }
}
