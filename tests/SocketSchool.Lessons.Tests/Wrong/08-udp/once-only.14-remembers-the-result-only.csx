// expect: your code writes into memory | (1, "balance
async Task Serve(Datagram request, Dictionary<IPEndPoint, (long Number, string Answer)> memory,
    Func<string, string> execute, CancellationToken stop)
{
    var parts = request.Text.Split(' ', 2);
    if (parts.Length < 2 || parts[1] == "" || !long.TryParse(parts[0], out var number)) return;      // junk

    memory.TryGetValue(request.From, out var last);     // (0, null) for a client that is new
    if (number < last.Number) return;                   // a leftover: its answer was received long ago
    if (number > last.Number)
    {
        last = (number, execute(parts[1]));
        memory[request.From] = last;                    // before the answer leaves, because the answer may be lost
    }
    await request.ReplyAsync($"{number} {last.Answer}", stop);
}
