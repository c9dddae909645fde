// expect: under two numbers | Only the number
Func<int, string, List<string>> NewReceiver()
{
    var next = 1;
    var seen = new HashSet<string>();
    var early = new Dictionary<int, string>();
    return (number, line) =>
    {
        var ready = new List<string>();
        if (!seen.Add(line)) return ready;
        early[number] = line;
        while (early.Remove(next, out var due)) { ready.Add(due); next++; }
        return ready;
    };
}
