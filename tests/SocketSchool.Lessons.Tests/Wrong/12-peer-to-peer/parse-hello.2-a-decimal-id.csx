// expect: hello 2a Ada | hexadecimal
(uint Id, string Name) ParseHello(string line)
{
    var parts = line.Split(' ', 3);
    if (parts.Length < 3 || parts[0] != "hello" || !uint.TryParse(parts[1], out var id)) throw new FormatException("no hello");
    return (id, parts[2]);
}
