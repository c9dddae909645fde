var desk = new SemaphoreSlim(1);                // above the method: there is one operator for all

async Task OperatorDesk(
    Connection client, Func<string, Task<string>> ask, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        // Only with a whole line in hand: who still types, or keeps silent, is not at the desk.
        await desk.WaitAsync(stop);
        string answer;
        try
        {
            answer = await ask(line);
        }
        finally
        {
            desk.Release();                     // also when ask throws; before the send, which may take its time
        }

        await client.SendLineAsync(answer == "" ? line : answer, stop);
    }
}
