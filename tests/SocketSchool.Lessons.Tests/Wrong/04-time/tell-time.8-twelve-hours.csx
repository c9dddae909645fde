// expect: New York | HH counts to 24
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    var line = clock.GetLocalNow().ToString("ddd MMM d hh:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\r\n", stop);
}
