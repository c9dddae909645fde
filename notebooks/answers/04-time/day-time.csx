async Task DayTime(Datagram question, TimeProvider clock, CancellationToken stop)
{
    var now = clock.GetLocalNow();                  // asked anew for every question
    var answer = question.Text.Trim() switch        // what nc sends ends with a line feed
    {
        // The culture is named: without it, the language of the machine would decide about the names and even about the colons.
        "TIME" => now.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        "DAY" => now.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => "ERROR ask TIME or DAY",
    };
    await question.ReplyAsync(answer, stop);
}
