// expect: a number 0 | Numbers begin at 1
Func<int, string, List<string>> NewReceiver()
{
    var next = 1;                                   // what is handed on next
    var early = new Dictionary<int, string>();      // what came before its turn

    return (number, line) =>
    {
        if (number == 0) return [line];
        var ready = new List<string>();
        if (number >= next) early.TryAdd(number, line);     // smaller: it has been handed on before
        while (early.Remove(next, out var due))             // a closed gap may free many
        {
            ready.Add(due);
            next++;
        }
        return ready;
    };
}
