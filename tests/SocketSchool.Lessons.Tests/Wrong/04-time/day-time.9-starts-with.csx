// expect: anything else gets an error | You took "TIMES" for TIME
async Task DayTime(Datagram question, TimeProvider clock, CancellationToken stop)
{
    var now = clock.GetLocalNow();
    var answer = question.Text.Trim() switch
    {
        var word when word.StartsWith("TIME", StringComparison.Ordinal) => now.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        "DAY" => now.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => "ERROR ask TIME or DAY",
    };
    await question.ReplyAsync(answer, stop);
}
