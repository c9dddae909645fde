// expect: the same datagram again | no datagram
async Task Serve(Datagram request, Dictionary<IPEndPoint, (long Number, string Answer)> memory,
    Func<string, string> execute, CancellationToken stop)
{
    var parts = request.Text.Split(' ', 2);
    if (parts.Length < 2 || parts[1] == "" || !long.TryParse(parts[0], out var number)) return;
    memory.TryGetValue(request.From, out var last);
    if (number <= last.Number) return;
    var answer = $"{number} {execute(parts[1])}";
    memory[request.From] = (number, answer);
    await request.ReplyAsync(answer, stop);
}
