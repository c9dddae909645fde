// expect: anything else gets an error | no datagram
async Task DayTime(Datagram question, TimeProvider clock, CancellationToken stop)
{
    var now = clock.GetLocalNow();
    if (question.Text.Trim() == "TIME") await question.ReplyAsync(now.ToString("HH:mm:ss", CultureInfo.InvariantCulture), stop);
    if (question.Text.Trim() == "DAY") await question.ReplyAsync(now.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture), stop);
}
