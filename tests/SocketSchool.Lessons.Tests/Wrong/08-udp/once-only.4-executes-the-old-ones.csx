// expect: an old request comes late | answer to the old request
async Task Serve(Datagram request, Dictionary<IPEndPoint, (long Number, string Answer)> memory,
    Func<string, string> execute, CancellationToken stop)
{
    var parts = request.Text.Split(' ', 2);
    if (parts.Length < 2 || parts[1] == "" || !long.TryParse(parts[0], out var number)) return;
    if (!memory.TryGetValue(request.From, out var last) || last.Number != number)
    {
        last = (number, $"{number} {execute(parts[1])}");
        memory[request.From] = last;
    }
    await request.ReplyAsync(last.Answer, stop);
}
