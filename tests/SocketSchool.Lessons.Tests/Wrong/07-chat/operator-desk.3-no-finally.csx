// expect: the operator's keyboard fails | not called
var desk = new SemaphoreSlim(1);

async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        await desk.WaitAsync(stop);
        var answer = await ask(line);
        desk.Release();
        await client.SendLineAsync(answer == "" ? line : answer, stop);
    }
}
