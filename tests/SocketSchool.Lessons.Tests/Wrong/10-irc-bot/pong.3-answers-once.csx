// expect: every time with another word
async Task Stay(Connection server, CancellationToken stop)
{
    if (await server.ReadLineAsync(stop) is { } line && line.StartsWith("PING "))
        await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
}
