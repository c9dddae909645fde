// expect: is refused | a CR is left at the end
(string Method, string Target, string Version) ParseRequestLine(string line)
{
    var parts = line.Split(' ');
    if (parts.Length != 3) throw new FormatException("Three parts, please.");
    if (parts[0] == "" || !parts[0].All(char.IsAsciiLetterUpper)) throw new FormatException("No.");
    if (!parts[1].StartsWith('/') || !parts[1].All(c => c is >= '!' and <= '~')) throw new FormatException("No.");
    if (!parts[2].StartsWith("HTTP/1.1") && !parts[2].StartsWith("HTTP/1.0")) throw new FormatException("No.");
    return (parts[0], parts[1], parts[2]);
}
