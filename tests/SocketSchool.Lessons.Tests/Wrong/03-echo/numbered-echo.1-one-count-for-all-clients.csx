// expect: a new client starts at 1 again | me too
var number = 0;

async Task NumberedEcho(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        number++;
        await client.SendLineAsync($"{number}: {line}", stop);
    }
}
