// expect: the first ones are lost | "ok"
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var highest = -1;
    var seen = new HashSet<int>();
    foreach (var n in numbers)
    {
        words.Add(!seen.Add(n) ? "again" : n < highest ? "late" : highest == -1 || n == highest + 1 ? "ok" : $"gap {n - highest - 1}");
        highest = Math.Max(highest, n);
    }
    return words;
}
