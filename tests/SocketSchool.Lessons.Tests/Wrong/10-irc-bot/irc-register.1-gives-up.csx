// expect: the name is taken | On 433 ask
async Task<string> Register(Connection server, string nick, CancellationToken stop)
{
    await server.SendTextAsync($"NICK {nick}\r\nUSER robot 0 * :robot\r\n", stop);
    while (await server.ReadLineAsync(stop) is { } line)
    {
        if (IrcMessage.Parse(line).Command == "001") return nick;
    }
    throw new IOException("closed");
}
