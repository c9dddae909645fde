// expect: the server has the last word | the name that you really have
async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
    while (await server.ReadLineAsync(stop) is { } line)
    {
        var message = IrcMessage.Parse(line);
        if (message.Command == "PING") await server.SendTextAsync($"PONG :{message.Text}\r\n", stop);
        if (message.Command == "433") await server.SendTextAsync($"NICK {nick += "_"}\r\n", stop);
        if (message.Command == "001") return nick;
    }
    throw new IOException("closed");
}
