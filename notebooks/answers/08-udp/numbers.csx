List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var seen = new HashSet<int>();
    var highest = 0;
    foreach (var n in numbers)
    {
        words.Add(!seen.Add(n) ? "again"                // Add is false when it was there before
            : n < highest ? "late"
            : n == highest + 1 ? "ok"
            : $"gap {n - highest - 1}");
        highest = Math.Max(highest, n);                 // a late one does not change what is next
    }
    return words;
}
