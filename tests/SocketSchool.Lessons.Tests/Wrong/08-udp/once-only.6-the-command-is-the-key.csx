// expect: the same command with the next number
var answers = new Dictionary<string, string>();
async Task Serve(Datagram request, Dictionary<IPEndPoint, (long Number, string Answer)> memory,
    Func<string, string> execute, CancellationToken stop)
{
    var parts = request.Text.Split(' ', 2);
    if (parts.Length < 2 || parts[1] == "" || !long.TryParse(parts[0], out var number)) return;
    var key = $"{request.From} {parts[1]}";
    if (memory.Count == 0) answers.Clear();
    memory[request.From] = (number, "");
    if (!answers.TryGetValue(key, out var result)) answers[key] = result = execute(parts[1]);
    await request.ReplyAsync($"{number} {result}", stop);
}
