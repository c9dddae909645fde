// expect: a command that nobody knows | end of the stream
async Task Commands(Connection client, CancellationToken stop)
{
    var command = (await client.ReadLineAsync(stop) ?? "").Trim().ToUpperInvariant();
    if (command == "R") await client.SendLineAsync($"{Random.Shared.Next(1, 11)}", stop);
    else if (command == "T") await client.SendLineAsync($"{DateTime.Now:yyyy-MM-dd HH:mm:ss}", stop);
    else if (command == "L") await client.SendLineAsync(RuntimeInformation.FrameworkDescription, stop);
    else if (command == "E") { await client.SendLineAsync("bye", stop); client.Server!.RequestStop(); }
    else await client.SendLineAsync("error: no such command", stop);
}
