// expect: the name is taken | USER is said already
async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    while (true)
    {
        await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
        while (await server.ReadLineAsync(stop) is { } line)
        {
            var command = IrcMessage.Parse(line).Command;
            if (command == "001") return nick;
            if (command == "433") break;
        }
        nick += "_";
    }
}
