// expect: says nothing | to connect was its question
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    await client.ReadLineAsync(stop);
    var line = clock.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\r\n", stop);
}
