// expect: other lines pass | Look at the command
async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
    while (await server.ReadLineAsync(stop) is { } line)
    {
        if (line.StartsWith("PING ")) await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
        else if (line.Contains("433")) await server.SendTextAsync($"NICK {nick += "_"}\r\n", stop);
        else if (line.Contains("001")) return nick;
    }
    throw new IOException("closed");
}
