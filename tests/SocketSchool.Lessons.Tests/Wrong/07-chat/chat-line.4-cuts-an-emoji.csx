// expect: an emoji across the cut | two halves
string ChatLine(string name, string text)
{
    var line = string.Concat(text.Replace('\t', ' ').Where(c => !char.IsControl(c)
        && c is not (>= '\u202a' and <= '\u202e') and not (>= '\u2066' and <= '\u2069'))).Trim();
    if (line.Length > 200) line = line[..200];
    return line.Length == 0 ? "" : $"From {name} - {line}";
}
