// expect: two clients use the same number
long lastNumber = 0;
string lastAnswer = "";
async Task Serve(Datagram request, Dictionary<IPEndPoint, (long Number, string Answer)> memory,
    Func<string, string> execute, CancellationToken stop)
{
    var parts = request.Text.Split(' ', 2);
    if (parts.Length < 2 || parts[1] == "" || !long.TryParse(parts[0], out var number)) return;
    memory.TryGetValue(request.From, out var mine);
    if (memory.Count == 0) lastNumber = 0;
    if (number < lastNumber) return;
    if (number > lastNumber) (lastNumber, lastAnswer) = (number, $"{number} {execute(parts[1])}");
    memory[request.From] = (lastNumber, lastAnswer);
    await request.ReplyAsync(lastAnswer, stop);
}
