// expect: two ask at once | are open
async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    var desk = new SemaphoreSlim(1);
    while (await client.ReadLineAsync(stop) is { } line)
    {
        await desk.WaitAsync(stop);
        string answer;
        try { answer = await ask(line); }
        finally { desk.Release(); }
        await client.SendLineAsync(answer == "" ? line : answer, stop);
    }
}
