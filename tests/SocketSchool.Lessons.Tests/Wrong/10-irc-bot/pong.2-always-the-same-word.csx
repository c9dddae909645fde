// expect: every time with another word | want that very word back
async Task Stay(Connection server, CancellationToken stop)
{
    while (await server.ReadLineAsync(stop) is { } line)
    {
        if (line.StartsWith("PING ")) await server.SendTextAsync("PONG :irc.example\r\n", stop);
    }
}
