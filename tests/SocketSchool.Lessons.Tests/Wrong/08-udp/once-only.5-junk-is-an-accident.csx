// expect: junk is neither | FormatException
async Task Serve(Datagram request, Dictionary<IPEndPoint, (long Number, string Answer)> memory,
    Func<string, string> execute, CancellationToken stop)
{
    var parts = request.Text.Split(' ', 2);
    var number = long.Parse(parts[0]);
    memory.TryGetValue(request.From, out var last);
    if (number < last.Number) return;
    if (number > last.Number) memory[request.From] = last = (number, $"{number} {execute(parts[1])}");
    await request.ReplyAsync(last.Answer, stop);
}
