// expect: one second later | too old
DateTimeOffset? kept = null;

async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    var line = (kept ??= clock.GetLocalNow()).ToString("ddd MMM d HH:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
    await client.SendTextAsync(line + "\r\n", stop);
}
