// expect: "PRIVMSG #test ::-) :-(" | a second one is part of the text
(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var prefix = "";
    if (line.StartsWith(':'))
    {
        prefix = line[1..line.IndexOf(' ')];
        line = line[(line.IndexOf(' ') + 1)..];
    }
    var colon = line.LastIndexOf(" :");
    var words = (colon < 0 ? line : line[..colon]).Split(' ');
    string[] parameters = colon < 0 ? words[1..] : [.. words[1..], line[(colon + 2)..]];
    return (prefix, words[0], parameters);
}
