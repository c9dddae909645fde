// expect: 2 comes before 1 | line 1, line 2
Func<int, string, List<string>> NewReceiver()
{
    var next = 1;
    var early = new Dictionary<int, string>();
    return (number, line) =>
    {
        var ready = new List<string>();
        if (number >= next) early.TryAdd(number, line);
        if (early.Remove(next, out var due)) { ready.Add(due); next++; }
        return ready;
    };
}
