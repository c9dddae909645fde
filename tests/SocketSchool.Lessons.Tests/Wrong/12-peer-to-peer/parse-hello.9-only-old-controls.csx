// expect: A\u007fda" is refused | char.IsControl
(uint Id, string Name) ParseHello(string line)
{
    // At most three parts: the name may have blanks.
    if (line.Split(' ', 3) is not ["hello", var id, var name])
        throw new FormatException("A hello line has the word hello, an id and a name.");

    if (id.Length > 8 || id.Any(c => !char.IsAsciiHexDigit(c))
        || !uint.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number == 0)
        throw new FormatException("The id is not a hexadecimal number from 1 to ffffffff.");

    // A stranger chose this name, and somebody's terminal will print it.
    if (name.Length is 0 or > 32 || name.Trim() != name || name.Any(c => c < ' '))
        throw new FormatException("The name is not 1 to 32 printable letters without blanks at the ends.");

    return (number, name);
}
