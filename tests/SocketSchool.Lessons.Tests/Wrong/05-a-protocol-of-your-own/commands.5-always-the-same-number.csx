// expect: 300 times R | only
async Task Commands(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        var command = line.Trim().ToUpperInvariant();
        var answer = command switch
        {
            "R" => $"{new Random(42).Next(1, 11)}",
            "T" => DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            "L" => RuntimeInformation.FrameworkDescription,
            "E" => "bye",
            _ => "error: what?",
        };
        await client.SendLineAsync(answer, stop);
        if (command != "E") continue;
        client.ShutdownSend();
        client.Server!.RequestStop();
        return;
    }
}
