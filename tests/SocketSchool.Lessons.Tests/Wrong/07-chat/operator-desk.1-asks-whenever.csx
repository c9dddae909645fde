// expect: two ask at once | are open
async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        var answer = await ask(line);
        await client.SendLineAsync(answer == "" ? line : answer, stop);
    }
}
