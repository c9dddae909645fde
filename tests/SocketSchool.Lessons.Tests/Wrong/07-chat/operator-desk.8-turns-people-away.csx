// expect: two ask at once | not called
var desk = new SemaphoreSlim(1);

async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        if (!desk.Wait(0))
        {
            await client.SendLineAsync("busy", stop);
            continue;
        }

        string answer;
        try { answer = await ask(line); }
        finally { desk.Release(); }
        await client.SendLineAsync(answer == "" ? line : answer, stop);
    }
}
