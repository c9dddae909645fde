// expect: "GET /hello" is refused | IndexOutOfRangeException
(string Method, string Target, string Version) ParseRequestLine(string line)
{
    var parts = line.Split(' ');
    return (parts[0], parts[1], parts[2]);
}
