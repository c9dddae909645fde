async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    // Asked anew for each client. What the client says is never read: to connect was the question.
    var now = clock.GetLocalNow();
    var line = now.ToString("ddd MMM d HH:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\r\n", stop);
}
