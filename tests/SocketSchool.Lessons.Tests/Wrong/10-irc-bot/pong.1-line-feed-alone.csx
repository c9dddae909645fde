// expect: the server asks once | SendLineAsync ends a line with \n alone
async Task Stay(Connection server, CancellationToken stop)
{
    while (await server.ReadLineAsync(stop) is { } line)
    {
        if (line.StartsWith("PING ")) await server.SendLineAsync("PONG" + line[4..], stop);
    }
}
