// expect: every time with another word | You put a colon in that was not there
async Task Stay(Connection server, CancellationToken stop)
{
    while (await server.ReadLineAsync(stop) is { } line)
    {
        var message = IrcMessage.Parse(line);
        if (message.Command == "PING") await server.SendTextAsync($"PONG :{message.Text}\r\n", stop);
    }
}
