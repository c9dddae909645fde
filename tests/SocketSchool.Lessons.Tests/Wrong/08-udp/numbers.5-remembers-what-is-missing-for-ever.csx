// expect: a late one comes twice | "late"
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var highest = 0;
    var missing = new HashSet<int>();
    foreach (var n in numbers)
    {
        if (n <= highest) { words.Add(missing.Contains(n) ? "late" : "again"); continue; }
        words.Add(n == highest + 1 ? "ok" : $"gap {n - highest - 1}");
        for (var m = highest + 1; m < n; m++) missing.Add(m);
        highest = n;
    }
    return words;
}
