// expect: comes a second time | ArgumentException
Func<int, string, List<string>> NewReceiver()
{
    var next = 1;
    var early = new Dictionary<int, string>();
    return (number, line) =>
    {
        var ready = new List<string>();
        if (number >= next) early.Add(number, line);
        while (early.Remove(next, out var due)) { ready.Add(due); next++; }
        return ready;
    };
}
