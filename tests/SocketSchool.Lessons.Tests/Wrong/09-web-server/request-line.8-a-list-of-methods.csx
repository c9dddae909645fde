// expect: "QQQ /hello HTTP/1.1" | A list of the methods that you know
(string Method, string Target, string Version) ParseRequestLine(string line)
{
    var methods = new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "X" };
    var parts = line.Split(' ');
    if (parts.Length != 3) throw new FormatException("Three parts, please.");
    if (!methods.Contains(parts[0]) || !parts[1].StartsWith('/')) throw new FormatException("No.");
    if (!parts[1].All(c => c is >= '!' and <= '~')) throw new FormatException("No.");
    if (parts[2] is not ("HTTP/1.0" or "HTTP/1.1")) throw new FormatException("No.");
    return (parts[0], parts[1], parts[2]);
}
