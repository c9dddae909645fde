// expect: one overtakes another | "again"
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var highest = 0;
    foreach (var n in numbers)
    {
        words.Add(n <= highest ? "again" : n == highest + 1 ? "ok" : $"gap {n - highest - 1}");
        highest = Math.Max(highest, n);
    }
    return words;
}
