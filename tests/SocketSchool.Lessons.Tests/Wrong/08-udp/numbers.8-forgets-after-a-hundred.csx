// expect: a talk of 3,000 messages | "late"
List<string> Judge(int[] numbers)
{
    var words = new List<string>();
    var highest = 0;
    var recent = new Queue<int>();
    foreach (var n in numbers)
    {
        words.Add(recent.Contains(n) ? "again" : n < highest ? "late" : n == highest + 1 ? "ok" : $"gap {n - highest - 1}");
        recent.Enqueue(n);
        if (recent.Count > 100) recent.Dequeue();
        highest = Math.Max(highest, n);
    }
    return words;
}
