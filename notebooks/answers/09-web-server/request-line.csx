(string Method, string Target, string Version) ParseRequestLine(string line)
{
    var parts = line.Split(' ');          // two blanks in a row give an empty part: refused below
    if (parts.Length != 3) throw new FormatException("A request line is METHOD, blank, target, blank, version.");
    var (method, target, version) = (parts[0], parts[1], parts[2]);
    if (method == "" || !method.All(char.IsAsciiLetterUpper))
        throw new FormatException("The method is made of letters from A to Z.");
    if (!target.StartsWith('/') || !target.All(c => c is >= '!' and <= '~'))
        throw new FormatException("The target begins with a slash and has visible ASCII characters only.");
    if (version is not ("HTTP/1.0" or "HTTP/1.1"))
        throw new FormatException("The version is HTTP/1.0 or HTTP/1.1.");
    return (method, target, version);
}
