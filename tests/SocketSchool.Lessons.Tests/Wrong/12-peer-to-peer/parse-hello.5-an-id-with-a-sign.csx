// expect: ffffffff Linus | uint
(uint Id, string Name) ParseHello(string line)
{
    if (line.Split(' ', 3) is not ["hello", var id, var name] || name.Trim() == "") throw new FormatException("no hello");
    if (!int.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number <= 0)
        throw new FormatException("no id");
    return ((uint)number, name);
}
