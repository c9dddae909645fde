// expect: the second comes a second time | inside NewReceiver
var next = 1;
var early = new Dictionary<int, string>();

Func<int, string, List<string>> NewReceiver()
{
    return (number, line) =>
    {
        var ready = new List<string>();
        if (number >= next) early.TryAdd(number, line);
        while (early.Remove(next, out var due)) { ready.Add(due); next++; }
        return ready;
    };
}
