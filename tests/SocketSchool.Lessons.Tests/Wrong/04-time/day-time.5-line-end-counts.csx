// expect: line ends and blanks around | ERROR
async Task DayTime(Datagram question, TimeProvider clock, CancellationToken stop)
{
    var now = clock.GetLocalNow();
    var answer = question.Text switch
    {
        "TIME" => now.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        "DAY" => now.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => "ERROR ask TIME or DAY",
    };
    await question.ReplyAsync(answer, stop);
}
