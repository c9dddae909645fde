// expect: says nothing | One line is the whole answer
async Task TellTime(Connection client, TimeProvider clock, CancellationToken stop)
{
    while (true)
    {
        var line = clock.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy zzz", CultureInfo.InvariantCulture);
        await client.SendTextAsync(line + "\r\n", stop);
        await Task.Delay(1000, stop);
    }
}
