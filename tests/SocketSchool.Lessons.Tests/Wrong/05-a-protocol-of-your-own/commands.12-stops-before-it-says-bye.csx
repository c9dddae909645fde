// expect: E: bye, the end | asked to stop before
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
            _ => "error: send R, T, L or E",
        };
        if (command == "E") client.Server!.RequestStop();   // cancels stop, too early
        await client.SendLineAsync(answer, stop);
        if (command == "E") return;
    }
}
