// expect: 250 blanks, and then a word | Cut last
string ChatLine(string name, string text)
{
    var line = string.Concat(text.Replace('\t', ' ').Where(c => !char.IsControl(c)
        && c is not (>= '\u202a' and <= '\u202e') and not (>= '\u2066' and <= '\u2069')));
    if (line.Length > 200) line = line[..(char.IsHighSurrogate(line[199]) ? 199 : 200)];
    line = line.Trim();
    return line.Length == 0 ? "" : $"From {name} - {line}";
}
