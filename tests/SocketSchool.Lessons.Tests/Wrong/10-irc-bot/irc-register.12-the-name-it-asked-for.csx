// expect: the name is taken | What does the first parameter of 001 say?
async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    var taken = nick;
    await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
    while (await server.ReadLineAsync(stop) is { } line)
    {
        var message = IrcMessage.Parse(line);
        if (message.Command == "PING") await server.SendTextAsync("PONG" + line[4..] + "\r\n", stop);
        if (message.Command == "433") await server.SendTextAsync($"NICK {taken += "_"}\r\n", stop);
        if (message.Command == "001") return nick;
    }
    throw new IOException("closed");
}
