// expect: two of them in one piece | One receive can bring two lines
async Task Stay(Connection server, CancellationToken stop)
{
    var buffer = new byte[4096];
    int got;
    while ((got = await server.ReceiveAsync(buffer, stop)) > 0)
    {
        var line = Encoding.UTF8.GetString(buffer, 0, got);
        if (line.StartsWith("PING ")) await server.SendTextAsync("PONG" + line[4..], stop);
    }
}
