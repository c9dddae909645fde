// expect: says nothing | +01:00
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    var line = clock.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\r\n", stop);
}
