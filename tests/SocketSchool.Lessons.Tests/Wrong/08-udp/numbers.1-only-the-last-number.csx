// expect: one overtakes another | "gap 1"
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var last = 0;
    foreach (var n in numbers)
    {
        words.Add(n == last + 1 ? "ok" : n == last ? "again" : n > last ? $"gap {n - last - 1}" : "late");
        last = n;
    }
    return words;
}
