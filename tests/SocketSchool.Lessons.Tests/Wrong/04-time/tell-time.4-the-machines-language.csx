// expect: another language | CultureInfo.InvariantCulture
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    var line = clock.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy zzz");
    await client.SendTextAsync(line + "\r\n", stop);
}
