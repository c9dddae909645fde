// expect: the text is the whole rest | three parts
var byName = new ConcurrentDictionary<string, Mailbox>();
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
            var words = line.Split(' ');
            if (words.Length < 3 || words[0] != "/to") mine.Post("* use /to NAME TEXT");
            else if (byName.TryGetValue(words[1], out var box)) box.Post($"From {name} - {words[2]}");
            else mine.Post($"* no {words[1]} here");
        }
    }
    finally { byName.TryRemove(name, out _); await mine.CloseAsync(); }
}
