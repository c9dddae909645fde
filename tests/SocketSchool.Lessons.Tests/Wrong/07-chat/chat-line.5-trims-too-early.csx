// expect: blanks at both ends, some of them behind a control character
string ChatLine(string name, string text)
{
    var line = string.Concat(text.Trim().Replace('\t', ' ').Where(c => !char.IsControl(c)
        && c is not (>= '\u202a' and <= '\u202e') and not (>= '\u2066' and <= '\u2069')));
    if (line.Length > 200) line = line[..(char.IsHighSurrogate(line[199]) ? 199 : 200)];
    return line.Length == 0 ? "" : $"From {name} - {line}";
}
