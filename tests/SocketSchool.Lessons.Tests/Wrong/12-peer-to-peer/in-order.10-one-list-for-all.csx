// expect: what you have returned stays | one and the same list
Func<int, string, List<string>> NewReceiver()
{
    var next = 1;                                   // what is handed on next
    var early = new Dictionary<int, string>();      // what came before its turn

    var ready = new List<string>();
    return (number, line) =>
    {
        ready.Clear();
        if (number >= next) early.TryAdd(number, line);     // smaller: it has been handed on before
        while (early.Remove(next, out var due))             // a closed gap may free many
        {
            ready.Add(due);
            next++;
        }
        return ready;
    };
}
