// expect: the server asks once | The colon belongs to what stood behind PING
async Task Stay(Connection server, CancellationToken stop)
{
    while (await server.ReadLineAsync(stop) is { } line)
    {
        var message = IrcMessage.Parse(line);
        if (message.Command == "PING") await server.SendTextAsync($"PONG {message.Text}\r\n", stop);
    }
}
