// expect: an empty line is a line | A line may be empty text
Func<int, string, List<string>> NewReceiver()
{
    var next = 1;
    var lines = new string[2000];
    return (number, line) =>
    {
        var ready = new List<string>();
        if (number < next) return ready;
        lines[number] = line;
        while (!string.IsNullOrEmpty(lines[next])) ready.Add(lines[next++]);
        return ready;
    };
}
