// expect: 2 comes before 1 | line 1, line 2
Func<int, string, List<string>> NewReceiver()
{
    var next = 1;
    return (number, line) =>
    {
        if (number != next) return new List<string>();
        next++;
        return new List<string> { line };
    };
}
