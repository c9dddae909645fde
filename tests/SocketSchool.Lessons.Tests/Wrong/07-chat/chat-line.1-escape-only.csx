// expect: an escape sequence and a bell | char.IsControl
string ChatLine(string name, string text)
{
    var line = text.Replace("\u001b", "").Replace('\t', ' ').Trim();
    if (line.Length > 200) line = line[..200];
    return line.Length == 0 ? "" : $"From {name} - {line}";
}
