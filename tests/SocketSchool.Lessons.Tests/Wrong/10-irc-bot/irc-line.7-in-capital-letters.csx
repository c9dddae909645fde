// expect: "ping abc" | its letters unchanged
(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var prefix = "";
    if (line.StartsWith(':'))
    {
        prefix = line[1..line.IndexOf(' ')];
        line = line[(line.IndexOf(' ') + 1)..];
    }
    var halves = line.Split(" :", 2);
    var words = halves[0].Split(' ').ToList();
    if (halves.Length > 1) words.Add(halves[1]);
    return (prefix, words[0].ToUpper(), words.Skip(1).ToArray());
}
