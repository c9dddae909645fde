// expect: one comes twice | "ok"
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var highest = 0;
    var seen = new HashSet<int>();
    foreach (var n in numbers)
    {
        if (!seen.Add(n)) continue;
        words.Add(n < highest ? "late" : n == highest + 1 ? "ok" : $"gap {n - highest - 1}");
        highest = Math.Max(highest, n);
    }
    return words;
}
