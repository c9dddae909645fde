// expect: forty of them | Only the end of the stream ends your loop
async Task Stay(Connection server, CancellationToken stop)
{
    for (var count = 0; count < 10 && await server.ReadLineAsync(stop) is { } line;)
    {
        if (!line.StartsWith("PING ")) continue;
        await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
        count++;
    }
}
