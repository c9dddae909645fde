// expect: one client asks three times | needs a loop
var desk = new SemaphoreSlim(1);

async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } line) return;
    await desk.WaitAsync(stop);
    string answer;
    try { answer = await ask(line); }
    finally { desk.Release(); }
    await client.SendLineAsync(answer == "" ? line : answer, stop);
}
