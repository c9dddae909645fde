// expect: a command that nobody knows | in small letters
async Task Commands(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        var command = line.Trim().ToUpperInvariant();
        var answer = command switch
        {
            "R" => $"{Random.Shared.Next(1, 11)}",          // 11 is not included
            "T" => DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            "L" => RuntimeInformation.FrameworkDescription,
            "E" => "bye",
            _ => "Error: send R, T, L or E",
        };
        await client.SendLineAsync(answer, stop);
        if (command != "E") continue;
        client.ShutdownSend();                              // the last word leaves before the server goes
        client.Server!.RequestStop();                       // not StopAsync: that would wait for this method
        return;
    }
}
