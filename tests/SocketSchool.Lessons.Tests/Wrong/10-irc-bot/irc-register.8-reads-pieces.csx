// expect: the lines come in pieces
async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
    var buffer = new byte[4096];
    int got;
    while ((got = await server.ReceiveAsync(buffer, stop)) > 0)
    {
        foreach (var line in Encoding.UTF8.GetString(buffer, 0, got).Split("\r\n"))
        {
            if (!IrcMessage.TryParse(line, out var message)) continue;
            if (message.Command == "PING") await server.SendTextAsync($"PONG :{message.Text}\r\n", stop);
            if (message.Command == "433") await server.SendTextAsync($"NICK {nick += "_"}\r\n", stop);
            if (message.Command == "001") return message[0];
        }
    }
    throw new IOException("closed");
}
