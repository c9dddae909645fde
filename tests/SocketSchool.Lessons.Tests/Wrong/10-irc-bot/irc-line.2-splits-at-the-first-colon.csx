// expect: "MODE #test +k a:b" | Only a colon at the very beginning
(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var prefix = "";
    if (line.StartsWith(':'))
    {
        prefix = line[1..line.IndexOf(' ')];
        line = line[(line.IndexOf(' ') + 1)..];
    }
    var halves = line.Split(':', 2);
    var words = halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    string[] parameters = halves.Length > 1 ? [.. words[1..], halves[1]] : words[1..];
    return (prefix, words[0], parameters);
}
