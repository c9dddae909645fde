// expect: hello" is refused | IndexOutOfRangeException
(uint Id, string Name) ParseHello(string line)
{
    if (!line.StartsWith("hello")) throw new FormatException("no hello");
    var parts = line.Split(' ', 3);
    return (Convert.ToUInt32(parts[1], 16), parts[2]);
}
