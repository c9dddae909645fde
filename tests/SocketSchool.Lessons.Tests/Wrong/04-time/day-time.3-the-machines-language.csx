// expect: set to another language | 08.30.00
async Task DayTime(Datagram question, TimeProvider clock, CancellationToken stop)
{
    var now = clock.GetLocalNow();
    var answer = question.Text.Trim() switch
    {
        "TIME" => $"{now:HH:mm:ss}",
        "DAY" => $"{now:dddd, d MMMM yyyy}",
        _ => "ERROR ask TIME or DAY",
    };
    await question.ReplyAsync(answer, stop);
}
