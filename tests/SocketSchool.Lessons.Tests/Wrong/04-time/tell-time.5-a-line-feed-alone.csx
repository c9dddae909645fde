// expect: says nothing | ends a line
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    var line = clock.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\n", stop);
}
