// expect: three commands in one write
async Task Commands(Connection client, CancellationToken stop)
{
    var buffer = new byte[1024];
    int got;
    while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
    {
        var command = Encoding.UTF8.GetString(buffer, 0, got).Trim().ToUpperInvariant();
        var answer = command switch
        {
            "R" => $"{Random.Shared.Next(1, 11)}",
            "T" => DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            "L" => RuntimeInformation.FrameworkDescription,
            "E" => "bye",
            _ => "error: send R, T, L or E",
        };
        await client.SendLineAsync(answer, stop);
        if (command == "E") { client.ShutdownSend(); client.Server!.RequestStop(); return; }
    }
}
