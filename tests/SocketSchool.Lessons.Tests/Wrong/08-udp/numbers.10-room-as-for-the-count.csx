// expect: two are lost | IndexOutOfRange
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var seen = new bool[numbers.Length + 1];
    var highest = 0;
    foreach (var n in numbers)
    {
        words.Add(seen[n] ? "again" : n < highest ? "late" : n == highest + 1 ? "ok" : $"gap {n - highest - 1}");
        seen[n] = true;
        highest = Math.Max(highest, n);
    }
    return words;
}
