// expect: one line | 0: hello
async Task NumberedEcho(Connection client, CancellationToken stop)
{
    var number = 0;
    while (await client.ReadLineAsync(stop) is { } line) await client.SendLineAsync($"{number++}: {line}", stop);
}
