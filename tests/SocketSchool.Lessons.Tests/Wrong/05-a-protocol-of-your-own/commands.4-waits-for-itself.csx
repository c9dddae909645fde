// expect: E: bye, the end
async Task Commands(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
    {
        var command = line.Trim().ToUpperInvariant();
        var answer = command switch
        {
            "R" => $"{Random.Shared.Next(1, 11)}",
            "T" => DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            "L" => RuntimeInformation.FrameworkDescription,
            "E" => "bye",
            _ => "error: what?",
        };
        await client.SendLineAsync(answer, stop);
        if (command == "E") await client.Server!.StopAsync();
    }
}
