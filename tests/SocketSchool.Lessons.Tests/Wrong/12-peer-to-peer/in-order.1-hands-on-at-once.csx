// expect: the second comes a second time | line 2
Func<int, string, List<string>> NewReceiver()
{
    return (number, line) => new List<string> { line };
}
