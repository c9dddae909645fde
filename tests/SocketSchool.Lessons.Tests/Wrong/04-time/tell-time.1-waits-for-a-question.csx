// expect: says nothing | Does your code read
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    await client.ReadLineAsync(stop);
    var line = clock.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\r\n", stop);
}
