// expect: does not keep the operator | not called
var desk = new SemaphoreSlim(1);

async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    await desk.WaitAsync(stop);
    try
    {
        while (await client.ReadLineAsync(stop) is { } line)
        {
            var answer = await ask(line);
            await client.SendLineAsync(answer == "" ? line : answer, stop);
        }
    }
    finally { desk.Release(); }
}
