// expect: "GET hello HTTP/1.1" is refused | does not begin with /
(string Method, string Target, string Version) ParseRequestLine(string line)
{
    var parts = line.Split(' ');
    if (parts.Length != 3 || parts.Any(part => part == "")) throw new FormatException("Three parts, please.");
    if (!parts[0].All(char.IsAsciiLetterUpper)) throw new FormatException("No.");
    if (parts[2] is not ("HTTP/1.0" or "HTTP/1.1")) throw new FormatException("No.");
    return (parts[0], parts[1], parts[2]);
}
