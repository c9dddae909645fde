// expect: 2 comes before 1 | nothing
Func<int, string, List<string>> NewReceiver()
{
    var seen = new HashSet<int>();
    var waiting = new SortedDictionary<int, string>();
    return (number, line) =>
    {
        if (seen.Add(number)) waiting[number] = line;
        var ready = waiting.Values.ToList();
        waiting.Clear();
        return ready;
    };
}
