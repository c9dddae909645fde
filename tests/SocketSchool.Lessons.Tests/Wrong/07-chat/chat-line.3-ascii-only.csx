// expect: letters of all languages | outside of ASCII
string ChatLine(string name, string text)
{
    var line = string.Concat(text.Replace('\t', ' ').Where(c => c is >= ' ' and <= '~')).Trim();
    if (line.Length > 200) line = line[..200];
    return line.Length == 0 ? "" : $"From {name} - {line}";
}
