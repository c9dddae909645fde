// expect: "PRIVMSG #test :  two  spaces " | keeps its spaces
(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var prefix = "";
    if (line.StartsWith(':'))
    {
        prefix = line[1..line.IndexOf(' ')];
        line = line[(line.IndexOf(' ') + 1)..];
    }
    var colon = line.IndexOf(" :");
    var words = (colon < 0 ? line : line[..colon]).Split(' ');
    string[] parameters = colon < 0 ? words[1..] : [.. words[1..], line[(colon + 2)..].Trim()];
    return (prefix, words[0], parameters);
}
