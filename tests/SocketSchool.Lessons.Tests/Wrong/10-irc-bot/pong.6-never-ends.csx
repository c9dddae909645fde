// expect: the server closes, and your method returns | null when the server sends no more
async Task Stay(Connection server, CancellationToken stop)
{
    while (true)
    {
        var line = await server.ReadLineAsync(stop);
        if (line == null) await Task.Delay(10, stop);
        else if (line.StartsWith("PING ")) await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
    }
}
