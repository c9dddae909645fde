async Task Stay(Connection server, CancellationToken stop)
{
    while (await server.ReadLineAsync(stop) is { } line)            // null: it sends no more
    {
        if (line.StartsWith("PING "))                               // the command, not the text
            await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
    }
}
