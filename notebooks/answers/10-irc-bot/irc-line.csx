(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var rest = line;
    string TakeWord()                       // cuts the first word off the rest
    {
        var space = rest.IndexOf(' ');
        var word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? "" : rest[(space + 1)..];
        return word;
    }

    var prefix = rest.StartsWith(':') ? TakeWord()[1..] : "";
    var command = TakeWord();
    var parameters = new List<string>();
    while (rest.Length > 0)
    {
        if (rest[0] != ':') { parameters.Add(TakeWord()); continue; }
        parameters.Add(rest[1..]);          // all the rest, with its spaces
        break;
    }
    return (prefix, command, parameters.ToArray());
}
