// expect: people who talk about PING | whose command is PING
async Task Stay(Connection server, CancellationToken stop)
{
    while (await server.ReadLineAsync(stop) is { } line)
    {
        var ping = line.IndexOf("PING");
        if (ping >= 0) await server.SendTextAsync("PONG" + line[(ping + 4)..] + "\r\n", stop);
    }
}
