// expect: one second later | 09:05:07
DateTimeOffset? now = null;

async Task DayTime(Datagram question, TimeProvider clock, CancellationToken stop)
{
    now ??= clock.GetLocalNow();
    var answer = question.Text.Trim() switch
    {
        "TIME" => now.Value.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        "DAY" => now.Value.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => "ERROR ask TIME or DAY",
    };
    await question.ReplyAsync(answer, stop);
}
