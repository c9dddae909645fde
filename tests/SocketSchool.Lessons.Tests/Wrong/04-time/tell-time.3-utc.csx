// expect: says nothing | local time
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    var line = clock.GetUtcNow().ToString("ddd MMM d HH:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\r\n", stop);
}
