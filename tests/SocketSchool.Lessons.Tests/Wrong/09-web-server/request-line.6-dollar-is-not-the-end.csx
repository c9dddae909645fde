// expect: "GET /hello HTTP/1.1\n" is refused | \z only at the very end
(string Method, string Target, string Version) ParseRequestLine(string line)
{
    var match = System.Text.RegularExpressions.Regex.Match(line, @"^([A-Z]+) (/[!-~]*) (HTTP/1\.[01])$");
    if (!match.Success) throw new FormatException("This is no request line.");
    return (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
}
