// expect: the name is free | comes later
async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
    while (await server.ReadLineAsync(stop) is { } line)
    {
        var message = IrcMessage.Parse(line);
        if (message.Command == "PING") await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
        if (message.Command == "433") await server.SendTextAsync($"NICK {nick += "_"}\r\n", stop);
        if (message.Command != "001") continue;
        await server.SendTextAsync("JOIN #lesson\r\n", stop);
        return message[0];
    }
    throw new IOException("closed");
}
