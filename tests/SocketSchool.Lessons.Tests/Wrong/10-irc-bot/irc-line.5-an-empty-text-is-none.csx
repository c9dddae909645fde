// expect: "TOPIC #test :" | an empty one
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
    var text = colon < 0 ? "" : line[(colon + 2)..];
    string[] parameters = text == "" ? words[1..] : [.. words[1..], text];
    return (prefix, words[0], parameters);
}
