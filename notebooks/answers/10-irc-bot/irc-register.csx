async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
    while (await server.ReadLineAsync(stop) is { } line)
    {
        var message = IrcMessage.Parse(line);
        switch (message.Command)
        {
            case "PING":
                await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
                break;
            case "433":
                nick += "_";
                await server.SendTextAsync($"NICK {nick}\r\n", stop);
                break;
            case "001":
                return message[0];                                  // the server's word counts
        }
    }
    throw new IOException("The server closed before it let me in.");
}
