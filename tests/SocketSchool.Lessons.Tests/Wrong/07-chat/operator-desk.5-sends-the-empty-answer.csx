// expect: an empty answer | echo
var desk = new SemaphoreSlim(1);

async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        await desk.WaitAsync(stop);
        string answer;
        try { answer = await ask(line); }
        finally { desk.Release(); }
        await client.SendLineAsync(answer, stop);
    }
}
