// expect: two are lost | "gap 3"
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var highest = 0;
    var seen = new HashSet<int>();
    foreach (var n in numbers)
    {
        words.Add(!seen.Add(n) ? "again" : n < highest ? "late" : n == highest + 1 ? "ok" : $"gap {n - highest}");
        highest = Math.Max(highest, n);
    }
    return words;
}
